// SPDX-License-Identifier: MIT
#pragma once

#include "base/saved.h"
#include "replacement/frame_list.h"

namespace dumplab::replacement {

/// The least recently used page goes.
class Lru final : public Policy {
 public:
  explicit Lru(Inputs inputs) : by_use_(inputs.frame_count) {}

  void loaded(Frame frame, Page) override { by_use_.push_back(frame); }
  void touched(Frame frame) override { by_use_.move_to_back(frame); }
  void released(Frame frame) override { by_use_.remove(frame); }
  std::optional<Frame> choose(const Filter& may_take) override;

 private:
  friend struct saved::Fields<Lru>;

  FrameList by_use_;  // the last used one at the back
};

}  // namespace dumplab::replacement
