// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "report/analysis.h"

namespace dumplab::commands {

/// What `analyze --regions=` asks for: the list, the summary, or the region of an address.
struct RegionList {};
struct RegionSummary {};
using RegionForm = std::variant<RegionList, RegionSummary, std::uint64_t>;

/// "list", "summary", or hexadecimal digits with or without 0x, with or without WinDbg's backtick.
std::optional<RegionForm> parse_region_form(std::string_view text);

/// The text to print; empty where the address is beyond the map's end.
std::optional<std::string> show_regions(const report::Analysis& analysis, const RegionForm& form,
                                        bool as_json);

}  // namespace dumplab::commands
