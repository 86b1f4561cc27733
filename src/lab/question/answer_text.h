// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "dumplab/result.h"

namespace dumplab::question {

/// Without white space at both ends.
std::string_view trim(std::string_view text);

/// A number as debuggers write it: 0x12, 12h, 0n18 (decimal), and bare digits, which are in `bare_radix` (10
/// or 16). Backticks between digits are passed over. kMalformed: no number, or more than 64 bits.
Result<std::uint64_t> parse_number(std::string_view text, unsigned bare_radix);

/// The items of a list: separated by white space, a comma or both; not inside "..." and (...). Parts of
/// `text`. kMalformed: two commas without an item between, a quote or parenthesis without its partner.
Result<std::vector<std::string_view>> split_list(std::string_view text);

}  // namespace dumplab::question
