// SPDX-License-Identifier: MIT
#include "replacement/clock.h"

namespace dumplab::replacement {

std::optional<Frame> Clock::choose(const Filter& may_take) {
  // Twice round: the first time clears every A bit.
  for (std::size_t steps = 2 * ring_.size(); steps > 0; --steps) {
    const Frame frame = *ring_.front();
    if (may_take(frame) && !test_and_clear_(frame)) return frame;
    ring_.move_to_back(frame);
  }
  return std::nullopt;
}

}  // namespace dumplab::replacement
