// SPDX-License-Identifier: MIT
#pragma once

#include "symbols/type_records.h"

namespace dumplab::symbols {

/// A field's bits: `first` counts from the lowest bit of its type.
struct BitRange {
  std::uint32_t first = 0, count = 0;
  friend bool operator==(const BitRange&, const BitRange&) = default;
};

/// An LF_BITFIELD, or nothing for another type.
struct BitField {
  std::uint32_t type = 0;
  BitRange bits;
};
Result<std::optional<BitField>> bit_field(const TypeRecords& types, std::uint32_t index);

/// The type as C writes it without a name: "unsigned long", "_LIST_ENTRY*", "unsigned char[4]", "long (*)()".
/// Parameters of functions are left out. kMalformed for types nested deeper than any compiler does.
Result<std::string> spelled(const TypeRecords& types, std::uint32_t index);

}  // namespace dumplab::symbols
