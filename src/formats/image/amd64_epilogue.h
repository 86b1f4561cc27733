// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <vector>

#include "image/unwind_info.h"

namespace dumplab::image {

/// What the rest of an epilogue does before it leaves, in order: RSP is set, registers are popped.
struct EpilogueTail {
  struct Stack {
    std::uint8_t base = 0;    ///< register
    std::int32_t offset = 0;  ///< bytes; RSP := base + offset
  };
  std::optional<Stack> stack;
  std::vector<std::uint8_t> pops;         ///< registers
  std::optional<std::uint32_t> jumps_to;  ///< RVA, of a relative JMP
};

/// The rest of an epilogue that begins at `rva`, or nothing where the instructions are not those the calling
/// convention allows: one ADD RSP or LEA RSP from the frame register (0: none), POPs, and a RET or a JMP out
/// of `function`.
std::optional<EpilogueTail> read_epilogue(const PeImage& image, const RuntimeFunction& function,
                                          std::uint32_t rva, std::uint8_t frame_register);

}  // namespace dumplab::image
