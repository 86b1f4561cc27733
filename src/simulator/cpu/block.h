// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "cpu/op.h"

namespace dumplab::cpu {

/// Straight-line code from one linear address up to a branch, a page end or kMaxBlockInstructions.
struct Block {
  std::uint32_t linear = 0;                     // of the first instruction
  std::uint32_t size = 0;                       // bytes looked at
  std::uint32_t frame = 0;                      // physical frame of the first byte
  std::optional<std::uint32_t> second_frame{};  // of the last byte, if that is in the next page
  unsigned instructions = 0;
  std::vector<Op> ops{};  // never changes size once the block is in use
  /// A compare fused with the branch after it: its place in `ops` and the handler for it alone.
  std::optional<std::uint32_t> fused{};
  Handler* unfused = nullptr;
};

}  // namespace dumplab::cpu
