// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <set>

#include "replacement/policy.h"

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
  void released(Frame frame) override;
  std::optional<Frame> choose(const Filter& may_take) override;

 private:
  using Position = std::uint64_t;
  static constexpr Position kNever = ~Position{0};

  void advance(Page page);
  Position next_use(Page page) const;
  void rank(Frame frame);

  std::map<Page, std::vector<Position>> uses_;
  const ReferenceString& future_;
  Position position_ = 0;  // of the next expected use
  std::vector<Page> pages_;
  std::vector<Position> ranks_;                  // by frame
  std::set<std::pair<Position, Frame>> by_use_;  // loaded frames by next use
};

}  // namespace dumplab::replacement
