// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

namespace dumplab::shell {

/// The commands of a line: between `;` outside quotes, without blanks around them, empty ones left out. What
/// follows `*` at the start of a command, or `~*e`, `~2e`, ... goes to the end of the line. `$$` begins a
/// comment up to the next `;`.
std::vector<std::string_view> split_commands(std::string_view line);

std::string_view without_blanks(std::string_view text);

}  // namespace dumplab::shell
