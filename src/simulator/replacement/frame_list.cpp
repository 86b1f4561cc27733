// SPDX-License-Identifier: MIT
#include "replacement/frame_list.h"

#include "base/check.h"

namespace dumplab::replacement {

FrameList::FrameList(std::uint32_t frame_count) : links_(std::size_t{frame_count} + 1) {
  links_.back() = {ring(), ring()};
}

void FrameList::push_back(Frame frame) {
  DUMPLAB_CHECK(frame < ring() && !contains(frame));
  Link& end = links_[ring()];
  links_[frame] = {ring(), end.previous};
  links_[end.previous].next = frame;
  end.previous = frame;
  ++size_;
}

void FrameList::remove(Frame frame) {
  DUMPLAB_CHECK(frame < ring() && contains(frame));
  links_[links_[frame].previous].next = links_[frame].next;
  links_[links_[frame].next].previous = links_[frame].previous;
  links_[frame] = {};
  --size_;
}

std::optional<Frame> FrameList::front() const {
  if (size_ == 0) return std::nullopt;
  return links_[ring()].next;
}

std::optional<Frame> FrameList::first(const Policy::Filter& allowed) const {
  for (Frame frame = links_[ring()].next; frame != ring(); frame = links_[frame].next)
    if (allowed(frame)) return frame;
  return std::nullopt;
}

std::optional<Frame> FrameList::last(const Policy::Filter& allowed) const {
  for (Frame frame = links_[ring()].previous; frame != ring(); frame = links_[frame].previous)
    if (allowed(frame)) return frame;
  return std::nullopt;
}

}  // namespace dumplab::replacement
