// SPDX-License-Identifier: MIT
#include "symbols/smallest_ranges.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace dumplab::symbols {

bool SmallestRanges::is_better(std::size_t a, std::size_t b) const {
  return std::tuple(ranges_[a].size, ~ranges_[a].rva, a) < std::tuple(ranges_[b].size, ~ranges_[b].rva, b);
}

void SmallestRanges::make_index() const {
  struct Edge {
    std::uint64_t at = 0;
    std::size_t index = 0;
    bool begins = false;
  };
  std::vector<Edge> edges;
  edges.reserve(2 * ranges_.size());
  for (std::size_t i = 0; i < ranges_.size(); ++i) {
    if (ranges_[i].size == 0) continue;
    edges.push_back({ranges_[i].rva, i, true});
    edges.push_back({std::uint64_t{ranges_[i].rva} + ranges_[i].size, i, false});
  }
  std::sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) { return a.at < b.at; });

  const auto better = [this](std::size_t a, std::size_t b) { return is_better(a, b); };
  std::set<std::size_t, decltype(better)> open(better);
  for (std::size_t i = 0; i < edges.size(); ++i) {
    if (edges[i].begins)
      open.insert(edges[i].index);
    else
      open.erase(edges[i].index);
    if (i + 1 < edges.size() && edges[i + 1].at == edges[i].at) continue;
    const std::size_t best = open.empty() ? kNone : *open.begin();
    if (pieces_.empty() || pieces_.back().index != best) pieces_.push_back({edges[i].at, best});
  }
}

std::optional<std::size_t> SmallestRanges::look_at_all(std::uint32_t rva) const {
  std::optional<std::size_t> best;
  for (std::size_t i = 0; i < ranges_.size(); ++i)
    if (rva >= ranges_[i].rva && rva - ranges_[i].rva < ranges_[i].size && (!best || is_better(i, *best)))
      best = i;
  return best;
}

std::optional<std::size_t> SmallestRanges::find(std::uint32_t rva) const {
  constexpr std::size_t kFewQuestions = 32;
  if (asked_ < kFewQuestions) {
    ++asked_;
    return look_at_all(rva);
  }
  if (pieces_.empty()) make_index();
  const auto after = std::upper_bound(pieces_.begin(), pieces_.end(), rva,
                                      [](std::uint32_t value, const Piece& p) { return value < p.rva; });
  if (after == pieces_.begin() || std::prev(after)->index == kNone) return std::nullopt;
  return std::prev(after)->index;
}

}  // namespace dumplab::symbols
