// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace dumplab::cpu {

struct Core;
struct Op;

#if defined(DUMPLAB_TAIL_CALLS) && DUMPLAB_TAIL_CALLS
/// Runs `op` and the ones after it by a tail call; the flags travel in registers.
using Handler = void(Core* core, const Op* op, std::int64_t result, std::uint32_t carries);
#else
/// Runs `op` and returns the next one, nullptr to leave.
using Handler = const Op*(Core* core, const Op* op);
#endif

/// What a handler works on.  Registers are byte offsets into Core::registers.
struct Arguments {
  std::uint32_t immediate;
  std::uint32_t displacement;
  std::uint8_t destination;
  std::uint8_t source;
  std::uint8_t base;
  std::uint8_t index;
  std::uint8_t scale;   // shift count 0 to 3
  std::uint8_t detail;  // the handler's own
  std::uint8_t unused[2];
};

/// A way out of a block to linear address `eip`.
struct Exit {
  mutable const Op* target;  // first op of the successor, or this exit itself while that is unknown
  std::uint32_t eip;
};

/// One step of a decoded block: usually one instruction; an address step before it and the exits after the
/// last one belong to the same instruction.
struct Op {
  Handler* handler;
  std::uint32_t next_eip;  // linear address of the instruction after this one
  std::uint8_t length;     // of the instruction, bytes
  std::uint8_t position;   // instructions of the block before this one
  bool straddles;          // the instruction goes on in the next page: never link to it
  std::uint8_t unused;
  union {
    Arguments arg;
    Exit exit;
  };

  std::uint32_t eip() const { return next_eip - length; }
};

static_assert(sizeof(Op) == 32);

/// The most instructions in a block.
inline constexpr unsigned kMaxBlockInstructions = 64;

}  // namespace dumplab::cpu
