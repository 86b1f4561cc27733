// SPDX-License-Identifier: MIT
#pragma once

#include "base/saved.h"
#include "replacement/frame_list.h"

namespace dumplab::replacement {

/// First in, first out: the page that came in first goes.
class Fifo final : public Policy {
 public:
  explicit Fifo(Inputs inputs) : queue_(inputs.frame_count) {}

  void loaded(Frame frame, Page) override { queue_.push_back(frame); }
  void released(Frame frame) override { queue_.remove(frame); }
  std::optional<Frame> choose(const Filter& may_take) override;

 private:
  friend struct saved::Fields<Fifo>;

  FrameList queue_;
};

}  // namespace dumplab::replacement
