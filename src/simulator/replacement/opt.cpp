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
    : future_(known(inputs.future)),
      following_(future_.size(), kNever),
      loaded_(inputs.frame_count),
      pages_(inputs.frame_count),
      next_uses_(inputs.frame_count) {
  for (Position i = 0; i < future_.size(); ++i) {
    auto& uses = uses_[future_[i]];
    if (!uses.empty()) following_[uses.back()] = i;
    uses.push_back(i);
  }
}

Opt::Position Opt::next_use(Page page) const {
  const auto found = uses_.find(page);
  if (found == uses_.end()) return kNever;
  const auto next = std::lower_bound(found->second.begin(), found->second.end(), position_);
  return next == found->second.end() ? kNever : *next;
}

std::optional<Opt::Position> Opt::find_use(Page page) const {
  if (position_ < future_.size() && future_[position_] == page) return position_;
  for (Position distance = 1; distance <= kWindow; ++distance) {
    if (distance <= position_ && future_[position_ - distance] == page) return position_ - distance;
    if (position_ + distance < future_.size() && future_[position_ + distance] == page)
      return position_ + distance;
  }
  return std::nullopt;
}

void Opt::loaded(Frame frame, Page page) {
  loaded_.push_back(frame);
  pages_[frame] = page;
  next_uses_[frame] = next_use(page);
}

void Opt::touched(Frame frame) {
  if (const auto use = find_use(pages_[frame])) {
    position_ = *use + 1;
    next_uses_[frame] = following_[*use];
  } else {
    next_uses_[frame] = next_use(pages_[frame]);
  }
}

std::optional<Frame> Opt::choose(const Filter& may_take) {
  std::optional<Frame> best;
  loaded_.first([&](Frame frame) {
    if ((!best || next_uses_[frame] > next_uses_[*best]) && may_take(frame)) best = frame;
    return best && next_uses_[*best] == kNever;
  });
  return best;
}

}  // namespace dumplab::replacement
