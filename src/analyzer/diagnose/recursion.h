// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "unwind/stack_walk.h"

namespace dumplab::diagnose {

/// Functions that call each other over and over in a stack.
struct Recursion {
  std::size_t first = 0;    ///< the innermost frame of it
  std::size_t period = 0;   ///< frames of one round
  std::size_t frames = 0;   ///< of all rounds
  std::uint64_t bytes = 0;  ///< of stack that one round takes

  std::size_t rounds() const { return frames / period; }
  /// The innermost frame that does not belong to it: who called it. May be stack.frames.size().
  std::size_t caller() const { return first + frames; }
};

/// The longest one that begins among the innermost frames; empty below five rounds.
std::optional<Recursion> find_recursion(const unwind::CallStack& stack);

}  // namespace dumplab::diagnose
