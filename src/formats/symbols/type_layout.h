// SPDX-License-Identifier: MIT
#pragma once

#include "symbols/type_layout_spelling.h"

namespace dumplab::symbols {

struct TypeField {
  std::string name;
  std::uint32_t offset = 0;
  std::string type;        ///< as C writes it, see spelled()
  std::uint32_t size = 0;  ///< of the type, in bytes
  std::optional<BitRange> bits;
};

struct TypeBase {
  std::string name;
  std::uint32_t offset = 0;  ///< of a virtual base: of the pointer to the table that has its place
  bool is_virtual = false;
};

struct EnumValue {
  std::string name;
  std::int64_t value = 0;
};

/// What a class, structure, union or enumeration looks like, in the order of its declaration.
struct TypeLayout {
  std::string name;
  std::uint64_t size = 0;  ///< bytes
  std::vector<TypeField> fields;
  std::vector<TypeBase> bases;
  std::vector<EnumValue> values;  ///< of an enumeration
};

/// The first definition of this name. kMalformed without one, or when its records are damaged.
/// Offsets in errors count from the start of the TPI stream.
Result<TypeLayout> find_type_layout(const TypeRecords& types, std::string_view name);

}  // namespace dumplab::symbols
