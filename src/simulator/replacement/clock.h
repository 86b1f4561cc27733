// SPDX-License-Identifier: MIT
#pragma once

#include "base/saved.h"
#include "replacement/frame_list.h"

namespace dumplab::replacement {

/// A hand goes round the frames: one whose A bit is set loses the bit and gets a second chance, the first one
/// without it goes. New pages come in just behind the hand.
class Clock final : public Policy {
 public:
  explicit Clock(Inputs inputs)
      : ring_(inputs.frame_count), test_and_clear_(std::move(inputs.test_and_clear)) {}

  void loaded(Frame frame, Page) override { ring_.push_back(frame); }
  void released(Frame frame) override { ring_.remove(frame); }
  std::optional<Frame> choose(const Filter& may_take) override;

 private:
  friend struct saved::Fields<Clock>;

  FrameList ring_;  // the hand points to the front
  std::function<bool(Frame)> test_and_clear_;
};

}  // namespace dumplab::replacement
