// SPDX-License-Identifier: MIT
#pragma once

#include "replacement/clock.h"
#include "replacement/fifo.h"
#include "replacement/lru.h"
#include "replacement/mru.h"
#include "replacement/opt.h"
#include "saved/archive.h"

namespace dumplab::saved {

/// The frames from front to back. Loading, the list is empty before.
template <>
struct Fields<replacement::FrameList> {
  template <class Archive>
  static void visit(Archive& archive, replacement::FrameList& list) {
    std::vector<replacement::Frame> frames = frames_of(list);
    archive(frames);
    if constexpr (Archive::kLoads)
      for (const replacement::Frame frame : frames) {
        archive.check(frame < list.frame_count() && !list.contains(frame), "a frame that cannot be replaced");
        list.push_back(frame);
      }
  }
  static std::vector<replacement::Frame> frames_of(const replacement::FrameList& list) {
    std::vector<replacement::Frame> frames;
    list.first([&](replacement::Frame frame) {
      frames.push_back(frame);
      return false;
    });
    return frames;
  }
};

template <>
struct Fields<replacement::Clock> {
  static replacement::FrameList& list(replacement::Clock& policy) { return policy.ring_; }
};
template <>
struct Fields<replacement::Fifo> {
  static replacement::FrameList& list(replacement::Fifo& policy) { return policy.queue_; }
};
template <>
struct Fields<replacement::UseOrder> {
  static replacement::FrameList& list(replacement::UseOrder& policy) { return policy.by_use_; }
};
template <>
struct Fields<replacement::Lru> : Fields<replacement::UseOrder> {};
template <>
struct Fields<replacement::Mru> : Fields<replacement::UseOrder> {};
template <>
struct Fields<replacement::Opt> {
  static replacement::FrameList& list(replacement::Opt& policy) { return policy.loaded_; }
  /// Where it stands in the future, which it has from elsewhere.
  template <class Archive>
  static void visit(Archive& archive, replacement::Opt& policy) {
    archive(policy.position_);
    archive.check(policy.position_ <= policy.future_.size(),
                  "a place behind the end of the reference string");
    for (const replacement::Frame frame : Fields<replacement::FrameList>::frames_of(policy.loaded_))
      archive(policy.pages_[frame], policy.next_uses_[frame]);
  }
};

/// The state of the policy named `word`; gives the frames that it may choose from.
template <class Archive>
std::vector<replacement::Frame> visit_policy(Archive& archive, replacement::Policy& policy,
                                             std::string_view word) {
  const auto visit = [&]<class T>(T& as) {
    archive(Fields<T>::list(as));
    if constexpr (std::same_as<T, replacement::Opt>) archive(as);
    return Fields<replacement::FrameList>::frames_of(Fields<T>::list(as));
  };
#define POLICY(name, Class, needs) \
  if (word == #name) return visit(static_cast<replacement::Class&>(policy));
#include "replacement/policies.def"
#undef POLICY
  return {};
}

}  // namespace dumplab::saved
