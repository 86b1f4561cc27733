// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dumplab::classroom {

/// Appends the length of `field` as 64 little-endian bits, then `field`: different lists of fields give
/// different bytes.
inline void append_field(std::string& bytes, std::string_view field) {
  for (unsigned shift = 0; shift < 64; shift += 8)
    bytes += static_cast<char>(static_cast<std::uint64_t>(field.size()) >> shift & 0xff);
  bytes += field;
}

}  // namespace dumplab::classroom
