// SPDX-License-Identifier: MIT
#include "diagnose/recursion.h"

#include <algorithm>

namespace dumplab::diagnose {
namespace {

constexpr std::size_t kDeepestStart = 16, kLongestPeriod = 32, kFewestRounds = 5;

/// Frames of one function are the same; without a name those that return to one place.
bool is_same(const unwind::StackFrame& a, const unwind::StackFrame& b) {
  if (a.place.function.empty() || b.place.function.empty()) return a.eip == b.eip;
  return a.place.function == b.place.function && a.place.module == b.place.module;
}

std::size_t repeated_frames(const std::vector<unwind::StackFrame>& frames, std::size_t first,
                            std::size_t period) {
  std::size_t count = 0;
  while (first + count + period < frames.size() &&
         is_same(frames[first + count], frames[first + count + period]))
    ++count;
  return count == 0 ? 0 : count + period;
}

}  // namespace

std::optional<Recursion> find_recursion(const unwind::CallStack& stack) {
  Recursion best;
  const auto& frames = stack.frames;
  for (std::size_t first = 0; first < std::min(frames.size(), kDeepestStart); ++first)
    for (std::size_t period = 1; period <= kLongestPeriod; ++period) {
      const std::size_t count = repeated_frames(frames, first, period);
      if (count < period * kFewestRounds || count <= best.frames + period) continue;
      best = {first, period, count, frames[first + period].esp - frames[first].esp};
      if (frames.size() > kDeepestStart && count > frames.size() / 2) return best;
    }
  return best.frames == 0 ? std::nullopt : std::optional(best);
}

}  // namespace dumplab::diagnose
