// SPDX-License-Identifier: MIT
#include "report/region_summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "nt/memory_constants.h"
#include "report/region_json.h"
#include "report/region_words.h"

namespace dumplab::report {
namespace {

using document::Align;
using document::Table;
using regions::OwnedRegion;
using regions::OwnerKind;

constexpr const char* kNotKnown = "<unknown>";

/// Committed, reserved, or of a type: memory that is free has none.
bool is_busy(const OwnedRegion& region) {
  return region.state == nt::kMemCommit || region.state == nt::kMemReserve || region.type != 0;
}

bool is_state_open(const OwnedRegion& region) {
  return region.state == 0 && region.type == 0 && region.kind != OwnerKind::kKernel;
}

/// Adds up regions under a word each.
class Sums {
 public:
  void add(std::string word, const OwnedRegion& region) {
    if (word.empty()) word = kNotKnown;
    RegionSummary::Row& row = rows_[word];
    row.word = std::move(word);
    ++row.regions;
    row.size += region.size;
    if (is_busy(region)) row.busy += region.size;
  }
  /// The largest first.
  std::vector<RegionSummary::Row> rows() const {
    std::vector<RegionSummary::Row> rows;
    for (const auto& [word, row] : rows_) rows.push_back(row);
    std::ranges::stable_sort(rows, std::ranges::greater{}, &RegionSummary::Row::size);
    return rows;
  }

 private:
  std::map<std::string, RegionSummary::Row> rows_;
};

std::string percent(std::uint64_t part, std::uint64_t whole) {
  return whole ? fmt::format("{:.2f}%", 100 * static_cast<double>(part) / static_cast<double>(whole)) : "";
}

void add_table(std::string title, const std::vector<RegionSummary::Row>& rows, const RegionSummary& summary,
               const RegionWords& words, document::Document& out) {
  Table table{{{std::move(title)},
               {"RgnCount", Align::kRight},
               {"Total Size", Align::kRight},
               {"", Align::kRight},
               {"%ofBusy", Align::kRight},
               {"%ofTotal", Align::kRight}},
              {}};
  for (const RegionSummary::Row& row : rows)
    table.rows.push_back({row.word, std::to_string(row.regions), words.address(row.size), size_text(row.size),
                          row.busy && summary.busy ? percent(row.busy, *summary.busy) : "",
                          percent(row.size, summary.total)});
  out.table(std::move(table));
  out.paragraph("");
}

Json rows_json(const char* name, const std::vector<RegionSummary::Row>& rows) {
  Json list = Json::array();
  for (const RegionSummary::Row& row : rows)
    list.push_back(
        {{name, row.word == kNotKnown && name != std::string_view("usage") ? Json() : Json(row.word)},
         {"regions", row.regions},
         {"size", hex(row.size)},
         {"busy", hex(row.busy)}});
  return list;
}

}  // namespace

RegionSummary summarize_regions(const std::vector<OwnedRegion>& map) {
  RegionSummary summary;
  Sums usage, type, state, protect;
  std::map<std::string, RegionSummary::Largest> largest;
  std::uint64_t busy = 0;
  for (const OwnedRegion& region : map) {
    const std::string word(regions::usage_of(region.kind));
    summary.total += region.size;
    usage.add(word, region);
    state.add(nt::describe_state(region.state), region);
    if (is_busy(region)) {
      busy += region.size;
      type.add(nt::describe_type(region.type), region);
    }
    if (region.state == nt::kMemCommit) protect.add(nt::describe_protection(region.protect), region);
    RegionSummary::Largest& of_usage = largest[word];
    if (region.kind != OwnerKind::kKernel && region.size > of_usage.size)
      of_usage = {word, region.base, region.size};
  }
  if (std::ranges::none_of(map, is_state_open)) summary.busy = busy;
  summary.usage = usage.rows();
  summary.type = type.rows();
  summary.state = state.rows();
  summary.protect = protect.rows();
  for (const RegionSummary::Row& row : summary.usage)
    if (largest[row.word].size) summary.largest.push_back(largest[row.word]);
  return summary;
}

document::Document regions_summary(const Analysis& analysis) {
  const RegionSummary summary = summarize_regions(analysis.regions);
  const RegionWords words(analysis);
  document::Document out;
  add_table("--- Usage Summary", summary.usage, summary, words, out);
  add_table("--- Type Summary (for busy)", summary.type, summary, words, out);
  add_table("--- State Summary", summary.state, summary, words, out);
  add_table("--- Protect Summary (for commit)", summary.protect, summary, words, out);
  Table table{{{"--- Largest Region by Usage"},
               {"Base Address", Align::kRight},
               {"Region Size", Align::kRight},
               {"", Align::kRight}},
              {}};
  for (const RegionSummary::Largest& row : summary.largest)
    table.rows.push_back({row.usage, words.address(row.base), words.address(row.size), size_text(row.size)});
  out.table(std::move(table));
  if (!summary.busy)
    out.paragraph(
        "\nOf <unknown> regions nothing in the dump says whether they are free, so no share of busy memory "
        "is "
        "given.");
  return out;
}

std::string regions_summary_json(const Analysis& analysis) {
  const RegionSummary summary = summarize_regions(analysis.regions);
  Json largest = Json::array();
  for (const RegionSummary::Largest& row : summary.largest)
    largest.push_back({{"usage", row.usage}, {"base", hex(row.base)}, {"size", hex(row.size)}});
  return to_text({{"total", hex(summary.total)},
                  {"busy", summary.busy ? Json(hex(*summary.busy)) : Json()},
                  {"usage", rows_json("usage", summary.usage)},
                  {"type", rows_json("type", summary.type)},
                  {"state", rows_json("state", summary.state)},
                  {"protect", rows_json("protect", summary.protect)},
                  {"largest", std::move(largest)}});
}

}  // namespace dumplab::report
