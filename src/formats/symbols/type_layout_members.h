// SPDX-License-Identifier: MIT
#pragma once

#include "symbols/type_records.h"

namespace dumplab::symbols {

/// Leaves of a field list that say where something is. Source: Microsoft's cvinfo.h.
inline constexpr std::uint16_t kBaseClass = 0x1400, kVirtualBase = 0x1401, kIndirectVirtualBase = 0x1402,
                               kContinuation = 0x1404, kVirtualTable = 0x1409, kEnumerator = 0x1502,
                               kDataMember = 0x150d, kBaseInterface = 0x151a;

/// One leaf of a field list. Borrows the stream.
struct TypeMember {
  std::uint16_t kind = 0;
  std::uint32_t type = 0;
  std::uint64_t number = 0;  ///< offset, or the value of an enumerator; of several the first
  std::string_view name;
  std::uint64_t where = 0;  ///< in the stream
};

/// The leaf at `at` of an LF_FIELDLIST; moves `at` behind it and its padding. kUnsupported for unknown
/// leaves, whose end nobody knows.
Result<TypeMember> read_type_member(ByteView list, std::uint64_t& at);

}  // namespace dumplab::symbols
