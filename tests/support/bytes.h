// SPDX-License-Identifier: MIT
#pragma once

#include "base/labelled_bytes.h"

namespace dumplab::test {

using Bytes = LabelledBytes;

/// A little-endian number of `size` bytes at `offset`.
inline std::uint64_t number_at(const std::vector<std::byte>& bytes, std::size_t offset, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < size; ++i)
    value |= std::to_integer<std::uint64_t>(bytes.at(offset + i)) << 8 * i;
  return value;
}

}  // namespace dumplab::test
