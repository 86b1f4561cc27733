// SPDX-License-Identifier: MIT
#include "symbols/smallest_ranges.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace dumplab::symbols {

SmallestRanges::SmallestRanges(const std::vector<Range>& ranges) {
  struct Edge {
    std::uint64_t at = 0;
    std::size_t index = 0;
    bool begins = false;
  };
  std::vector<Edge> edges;
  edges.reserve(2 * ranges.size());
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    if (ranges[i].size == 0) continue;
    edges.push_back({ranges[i].rva, i, true});
    edges.push_back({std::uint64_t{ranges[i].rva} + ranges[i].size, i, false});
  }
  std::sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) { return a.at < b.at; });

  const auto better = [&](std::size_t a, std::size_t b) {
    return std::tuple(ranges[a].size, ~ranges[a].rva, a) < std::tuple(ranges[b].size, ~ranges[b].rva, b);
  };
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

std::optional<std::size_t> SmallestRanges::find(std::uint32_t rva) const {
  const auto after = std::upper_bound(pieces_.begin(), pieces_.end(), rva,
                                      [](std::uint32_t value, const Piece& p) { return value < p.rva; });
  if (after == pieces_.begin() || std::prev(after)->index == kNone) return std::nullopt;
  return std::prev(after)->index;
}

}  // namespace dumplab::symbols
