// SPDX-License-Identifier: MIT
#include "replacement/opt.h"

#include <algorithm>

#include "base/check.h"

namespace dumplab::replacement {
namespace {

/// How far a repeated use may lie from where the string stands.
constexpr std::uint64_t kWindow = 16;

const ReferenceString& known(const ReferenceString* future) {
  DUMPLAB_CHECK(future != nullptr);
  return *future;
}

}  // namespace

Opt::Opt(Inputs inputs)
    : future_(known(inputs.future)), pages_(inputs.frame_count), ranks_(inputs.frame_count) {
  for (Position i = 0; i < future_.size(); ++i) uses_[future_[i]].push_back(i);
}

Opt::Position Opt::next_use(Page page) const {
  const auto found = uses_.find(page);
  if (found == uses_.end()) return kNever;
  const auto next = std::lower_bound(found->second.begin(), found->second.end(), position_);
  return next == found->second.end() ? kNever : *next;
}

void Opt::rank(Frame frame) {
  by_use_.erase({ranks_[frame], frame});
  ranks_[frame] = next_use(pages_[frame]);
  by_use_.insert({ranks_[frame], frame});
}

void Opt::loaded(Frame frame, Page page) {
  pages_[frame] = page;
  ranks_[frame] = next_use(page);
  by_use_.insert({ranks_[frame], frame});
}

void Opt::advance(Page page) {
  if (position_ < future_.size() && future_[position_] == page) {
    ++position_;
    return;
  }
  for (Position distance = 1; distance <= kWindow; ++distance) {
    if (distance <= position_ && future_[position_ - distance] == page) {
      position_ -= distance - 1;
      return;
    }
    if (position_ + distance < future_.size() && future_[position_ + distance] == page) {
      position_ += distance + 1;
      return;
    }
  }
}

void Opt::touched(Frame frame) {
  advance(pages_[frame]);
  rank(frame);
}

void Opt::released(Frame frame) { by_use_.erase({ranks_[frame], frame}); }

std::optional<Frame> Opt::choose(const Filter& may_take) {
  for (auto at = by_use_.rbegin(); at != by_use_.rend(); ++at)
    if (may_take(at->second)) return at->second;
  return std::nullopt;
}

}  // namespace dumplab::replacement
