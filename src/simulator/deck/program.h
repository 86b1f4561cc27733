// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include "base/byte_view.h"

namespace dumplab::deck {

/// A flat program: its file is its memory, byte for byte. Page 0 is a header.
struct Program {
  /// kTruncated, kMalformed when the header is none.
  static Result<Program> parse(ByteView file);

  std::vector<std::byte> bytes;
  std::uint32_t start = 0;   ///< EIP at first
  std::uint32_t stack = 0;   ///< ESP at first
  std::uint32_t memset = 0;  ///< where that function begins; 0: it has none
};

}  // namespace dumplab::deck
