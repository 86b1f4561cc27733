// SPDX-License-Identifier: MIT
#pragma once

#include "base/saved.h"
#include "replacement/frame_list.h"

namespace dumplab::replacement {

/// A policy that knows the order in which pages were used last.
class UseOrder : public Policy {
 public:
  explicit UseOrder(const Inputs& inputs) : by_use_(inputs.frame_count) {}

  void loaded(Frame frame, Page) override { by_use_.push_back(frame); }
  void touched(Frame frame) override { by_use_.move_to_back(frame); }
  void released(Frame frame) override { by_use_.remove(frame); }

 protected:
  const FrameList& by_use() const { return by_use_; }  ///< the last used one at the back

 private:
  friend struct saved::Fields<UseOrder>;

  FrameList by_use_;
};

}  // namespace dumplab::replacement
