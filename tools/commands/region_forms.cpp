// SPDX-License-Identifier: MIT
#include "commands/region_forms.h"

#include <algorithm>
#include <charconv>

#include "report/region_facts.h"
#include "report/region_list.h"
#include "report/region_summary.h"

namespace dumplab::commands {
namespace {

struct Show {
  const report::Analysis& analysis;
  bool as_json;

  std::optional<std::string> operator()(RegionList) const {
    return as_json ? report::list_regions_json(analysis) : render_text(report::list_regions(analysis));
  }
  std::optional<std::string> operator()(RegionSummary) const {
    return as_json ? report::regions_summary_json(analysis) : render_text(report::regions_summary(analysis));
  }
  std::optional<std::string> operator()(std::uint64_t address) const {
    if (!regions::find_region(analysis.regions, address)) return std::nullopt;
    return as_json ? report::describe_region_json(analysis, address)
                   : render_text(report::describe_region(analysis, address));
  }
};

}  // namespace

std::optional<RegionForm> parse_region_form(std::string_view text) {
  if (text == "list") return RegionList{};
  if (text == "summary") return RegionSummary{};
  std::string digits(text.starts_with("0x") ? text.substr(2) : text);
  std::erase(digits, '`');
  std::uint64_t address = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, address, 16);
  if (error != std::errc() || stop != end) return std::nullopt;
  return address;
}

std::optional<std::string> show_regions(const report::Analysis& analysis, const RegionForm& form,
                                        bool as_json) {
  return std::visit(Show{analysis, as_json}, form);
}

}  // namespace dumplab::commands
