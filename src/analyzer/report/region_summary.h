// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/analysis.h"

namespace dumplab::report {

/// The five tables of WinDbg's `!address -summary`. Sizes in bytes.
struct RegionSummary {
  struct Row {
    std::string word;
    std::uint64_t regions = 0, size = 0;
    std::uint64_t busy = 0;  ///< the part of `size` that is committed or reserved
  };
  struct Largest {
    std::string usage;
    std::uint64_t base = 0, size = 0;
  };
  std::vector<Row> usage, state;  ///< of all regions; largest first
  std::vector<Row> type;          ///< of busy regions
  std::vector<Row> protect;       ///< of committed regions
  std::vector<Largest> largest;   ///< of each usage, in the order of `usage`; the kernel apart
  std::uint64_t total = 0;
  std::optional<std::uint64_t> busy;  ///< empty: of some regions nothing says whether they are free
};

RegionSummary summarize_regions(const std::vector<regions::OwnedRegion>& map);

/// `dumplab analyze --regions=summary`.
document::Document regions_summary(const Analysis& analysis);
std::string regions_summary_json(const Analysis& analysis);

}  // namespace dumplab::report
