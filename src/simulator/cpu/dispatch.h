// SPDX-License-Identifier: MIT
#pragma once

#include "cpu/core.h"

/// The two dispatch back ends.  A body is an inline function over (Core&, const Op&, Flags&) that knows
/// neither; step, jump and branch make handlers of bodies.

#if defined(DUMPLAB_TAIL_CALLS) && DUMPLAB_TAIL_CALLS

#if defined(__clang__)
#define DUMPLAB_MUST_TAIL [[clang::musttail]]
#else
#define DUMPLAB_MUST_TAIL
#endif
#define DUMPLAB_HANDLER(name)                                                              \
  void name(::dumplab::cpu::Core* core, const ::dumplab::cpu::Op* op, std::int64_t result, \
            std::uint32_t carries)
#define DUMPLAB_FLAGS \
  [[maybe_unused]] ::dumplab::cpu::Flags flags { result, carries }
#define DUMPLAB_GO(next)                                                                   \
  do {                                                                                     \
    const ::dumplab::cpu::Op* const next_op = (next);                                      \
    DUMPLAB_MUST_TAIL return next_op->handler(core, next_op, flags.result, flags.carries); \
  } while (false)
#define DUMPLAB_LEAVE    \
  do {                   \
    core->flags = flags; \
    core->at = op;       \
    return;              \
  } while (false)

#else

#define DUMPLAB_HANDLER(name) \
  const ::dumplab::cpu::Op* name(::dumplab::cpu::Core* core, const ::dumplab::cpu::Op* op)
#define DUMPLAB_FLAGS [[maybe_unused]] ::dumplab::cpu::Flags& flags = core->flags
#define DUMPLAB_GO(next) return (next)
#define DUMPLAB_LEAVE \
  do {                \
    core->at = op;    \
    return nullptr;   \
  } while (false)

#endif

/// Keeps the compiler from merging the two dispatch sites of a branch: host prediction needs both.
#define DUMPLAB_KEEP_APART __asm__ volatile("")

namespace dumplab::cpu {

/// kBody: bool (Core&, const Op&, Flags&); false leaves the block at this op.
template <auto kBody>
DUMPLAB_HANDLER(step) {
  DUMPLAB_FLAGS;
  if (!kBody(*core, *op, flags)) [[unlikely]]
    DUMPLAB_LEAVE;
  DUMPLAB_GO(op + 1);
}

/// A body that is too large to inline.  It works on a copy of the flags that is gone before the tail call:
/// compilers make no tail call while a local's address is out.
template <auto kBody>
DUMPLAB_INLINE bool detached(Core& core, const Op& op, Flags& flags) {
  Flags copy = flags;
  const bool done = kBody(core, op, copy);
  flags = copy;
  return done;
}

/// kBody: const Op* (Core&, const Op&, Flags&): where to go on; nullptr leaves the block.
template <auto kBody>
DUMPLAB_HANDLER(jump) {
  DUMPLAB_FLAGS;
  const Op* const next = kBody(*core, *op, flags);
  if (next == nullptr) [[unlikely]]
    DUMPLAB_LEAVE;
  DUMPLAB_GO(next);
}

/// Counts the block that ends at `op`; false when the budget is too short for any block to follow.
DUMPLAB_INLINE bool count_block(Core& core, const Op& op) {
  core.left -= op.position + 1;
  return core.left >= static_cast<std::int64_t>(kMaxBlockInstructions);
}

/// kBody: bool (Core&, const Op&, Flags&, bool& taken).  The branch itself is kSkip ops further and its two
/// exits (taken, not taken) follow it.
template <auto kBody, unsigned kSkip>
DUMPLAB_HANDLER(branch) {
  DUMPLAB_FLAGS;
  bool taken = false;
  if (!kBody(*core, *op, flags, taken)) [[unlikely]]
    DUMPLAB_LEAVE;
  const Op* const exits = op + kSkip + 1;
  if (!count_block(*core, exits[-1])) [[unlikely]] {
    core->eip = exits[taken ? 0 : 1].exit.eip;
    DUMPLAB_LEAVE;
  }
  if (taken) {
    DUMPLAB_KEEP_APART;
    DUMPLAB_GO(exits[0].exit.target);
  } else {
    DUMPLAB_KEEP_APART;
    DUMPLAB_GO(exits[1].exit.target);
  }
}

/// Where a counted jump to `linear` goes on: a known block, or nullptr with core.eip set.
DUMPLAB_INLINE const Op* find_hot(Core& core, std::uint32_t linear) {
  const HotBlock& hot = core.hot_entry(linear);
  if (hot.key == core.hot_key(linear)) [[likely]]
    return hot.first;
  core.eip = linear;
  return nullptr;
}

/// The same when the block that ends at `op` is still to be counted.
DUMPLAB_INLINE const Op* go_to(Core& core, const Op& op, std::uint32_t linear) {
  if (!count_block(core, op)) [[unlikely]] {
    core.eip = linear;
    return nullptr;
  }
  return find_hot(core, linear);
}

/// Through the one exit behind `op`.
DUMPLAB_INLINE const Op* go_through(Core& core, const Op& op) {
  const Op& exit = (&op)[1];
  if (!count_block(core, op)) [[unlikely]] {
    core.eip = exit.exit.eip;
    return nullptr;
  }
  return exit.exit.target;
}

}  // namespace dumplab::cpu
