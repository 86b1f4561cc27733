// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <vector>

#include "replacement/policy.h"

namespace dumplab::replacement {

/// A queue of different frames from which any can be taken out at once.
class FrameList {
 public:
  explicit FrameList(std::uint32_t frame_count);

  void push_back(Frame frame);
  void remove(Frame frame);
  bool contains(Frame frame) const { return links_[frame].next != kOutside; }
  void move_to_back(Frame frame) {
    remove(frame);
    push_back(frame);
  }
  std::size_t size() const { return size_; }
  std::uint32_t frame_count() const { return ring(); }  ///< frames in the list are below it

  std::optional<Frame> front() const;
  /// The first allowed frame from the front, or from the back.
  std::optional<Frame> first(const Policy::Filter& allowed) const;
  std::optional<Frame> last(const Policy::Filter& allowed) const;

 private:
  static constexpr std::uint32_t kOutside = 0xffffffff;
  struct Link {
    std::uint32_t next = kOutside, previous = kOutside;
  };
  std::uint32_t ring() const { return static_cast<std::uint32_t>(links_.size() - 1); }

  std::vector<Link> links_;  // by frame; the last one closes the ring
  std::size_t size_ = 0;
};

}  // namespace dumplab::replacement
