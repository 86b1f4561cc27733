// SPDX-License-Identifier: MIT
#pragma once

#include "symbols/type_records.h"

/// Types that have no name of their own, and how many bytes a type takes. Source: Microsoft's cvinfo.h.
namespace dumplab::symbols {

inline constexpr std::uint16_t kVirtualTableShape = 0x000a, kModifier = 0x1001, kPointer = 0x1002,
                               kProcedure = 0x1008, kMemberFunction = 0x1009, kBitField = 0x1205,
                               kArray = 0x1503;

struct PointerRecord {
  le32 referent, attributes;
};
struct ModifierRecord {
  le32 type;
  le16 flags;
};
struct BitFieldRecord {
  le32 type;
  std::uint8_t length, position;
};
/// The array's size in bytes follows.
struct ArrayRecord {
  le32 element, index_type;
};

/// No compiler nests pointers, arrays and modifiers deeper.
inline constexpr int kDeepestType = 32;

struct SimpleType {
  std::string_view name;
  std::uint64_t size = 0;
  bool is_pointer = false;
};
/// Of an index below TypeRecords::first(). kUnsupported for one that is not known.
Result<SimpleType> simple_type(std::uint32_t index);

/// In bytes; 0 for void, functions and what is only declared.
Result<std::uint64_t> type_size(const TypeRecords& types, std::uint32_t index);

}  // namespace dumplab::symbols
