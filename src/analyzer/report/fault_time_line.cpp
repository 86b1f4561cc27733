// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "report/memory_map.h"

namespace dumplab::report {
namespace {

constexpr std::uint64_t kBars = 40;
constexpr double kUnitsPerMillisecond = 10'000;

/// Whatever a log says: more than a thousand years of 100 ns units.
std::uint64_t time_of(const truth::Record& record) { return std::min(record.time, std::uint64_t{1} << 60); }

}  // namespace

document::Document draw_faults(const truth::Log& log) {
  document::BarChart chart;
  std::uint64_t end = 0, outs = 0;
  for (const truth::Record& record : log) {
    end = std::max(end, time_of(record) + 1);
    outs += record.kind == truth::Kind::kPageOut;
    if (record.kind == truth::Kind::kPageFault &&
        std::find(chart.kinds.begin(), chart.kinds.end(), record.text) == chart.kinds.end())
      chart.kinds.push_back(record.text);
  }
  std::sort(chart.kinds.begin(), chart.kinds.end());
  if (outs != 0) chart.kinds.push_back("page-out");
  const std::uint64_t step = std::max<std::uint64_t>(1, (end + kBars - 1) / kBars);
  for (std::uint64_t start = 0; start < end; start += step)
    chart.bars.push_back({fmt::format("{:.1f} ms", static_cast<double>(start) / kUnitsPerMillisecond),
                          std::vector<std::uint64_t>(chart.kinds.size())});
  for (const truth::Record& record : log) {
    if (record.kind != truth::Kind::kPageFault && record.kind != truth::Kind::kPageOut) continue;
    const std::string& kind = record.kind == truth::Kind::kPageOut ? chart.kinds.back() : record.text;
    const auto index = std::find(chart.kinds.begin(), chart.kinds.end(), kind) - chart.kinds.begin();
    ++chart.bars[time_of(record) / step].counts[static_cast<std::size_t>(index)];
  }
  chart.title = "Pages that came in and went out";
  document::Document page;
  page.paragraph("From the event log; a user dump does not hold page faults.");
  page.bar_chart(std::move(chart));
  return page;
}

}  // namespace dumplab::report
