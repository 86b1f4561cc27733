// SPDX-License-Identifier: MIT
#pragma once

#include "base/saved.h"
#include "replacement/frame_list.h"

namespace dumplab::replacement {

/// The most recently used page goes: what helps a cyclic scan of more pages than frames.
class Mru final : public Policy {
 public:
  explicit Mru(Inputs inputs) : by_use_(inputs.frame_count) {}

  void loaded(Frame frame, Page) override { by_use_.push_back(frame); }
  void touched(Frame frame) override { by_use_.move_to_back(frame); }
  void released(Frame frame) override { by_use_.remove(frame); }
  std::optional<Frame> choose(const Filter& may_take) override;

 private:
  friend struct saved::Fields<Mru>;

  FrameList by_use_;  // the last used one at the back
};

}  // namespace dumplab::replacement
