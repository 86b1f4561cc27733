// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include <iterator>

namespace dumplab::symbols {

/// The first of those entries that begin nearest below or at `rva`, or end(). Entries are sorted by `rva`.
template <typename Entries>
auto nearest(const Entries& entries, std::uint32_t rva) {
  const auto after = std::upper_bound(entries.begin(), entries.end(), rva,
                                      [](std::uint32_t value, const auto& e) { return value < e.rva; });
  if (after == entries.begin()) return entries.end();
  return std::lower_bound(entries.begin(), after, std::prev(after)->rva,
                          [](const auto& e, std::uint32_t value) { return e.rva < value; });
}

}  // namespace dumplab::symbols
