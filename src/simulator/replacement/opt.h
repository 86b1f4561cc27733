// SPDX-License-Identifier: MIT
#pragma once

#include <map>

#include "base/saved.h"
#include "replacement/frame_list.h"

namespace dumplab::replacement {

/// Belady's optimum: the page goes that is not used for the longest time. It must know the future, which a
/// first run recorded.
/// An instruction that faults in the middle touches its first pages again. So a use that is not the next of
/// the string is looked for near it, before and behind, and the string goes on from there.
class Opt final : public Policy {
 public:
  explicit Opt(Inputs inputs);

  void loaded(Frame frame, Page page) override;
  void touched(Frame frame) override;
  void released(Frame frame) override { loaded_.remove(frame); }
  std::optional<Frame> choose(const Filter& may_take) override;

 private:
  friend struct saved::Fields<Opt>;

  using Position = std::uint64_t;
  static constexpr Position kNever = ~Position{0};

  /// Where the string has the use of `page` that happens now; empty when that is not near.
  std::optional<Position> find_use(Page page) const;
  Position next_use(Page page) const;

  const ReferenceString& future_;
  std::map<Page, std::vector<Position>> uses_;
  std::vector<Position> following_;  // by position: the next use of the same page
  Position position_ = 0;            // of the next expected use
  FrameList loaded_;
  std::vector<Page> pages_;          // by frame
  std::vector<Position> next_uses_;  // by frame
};

}  // namespace dumplab::replacement
