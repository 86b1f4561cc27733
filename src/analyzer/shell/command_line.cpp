// SPDX-License-Identifier: MIT
#include "shell/command_line.h"

#include <algorithm>

namespace dumplab::shell {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

/// "~*e", "~2e", "~.e": what follows is a list of commands of its own.
bool takes_rest_of_line(std::string_view command) {
  if (!command.starts_with('~')) return false;
  const std::size_t end = command.find_first_not_of("0123456789.#*", 1);
  return end != std::string_view::npos && end > 1 && command[end] == 'e';
}

}  // namespace

std::string_view without_blanks(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

std::vector<std::string_view> split_commands(std::string_view line) {
  std::vector<std::string_view> commands;
  for (line = without_blanks(line); !line.empty() && !line.starts_with('*');) {
    if (takes_rest_of_line(line)) {
      commands.push_back(line);
      break;
    }
    bool is_quoted = false;
    std::size_t end = 0;
    for (; end < line.size() && (is_quoted || line[end] != ';'); ++end)
      if (line[end] == '"') is_quoted = !is_quoted;
    const std::string_view command = without_blanks(line.substr(0, end));
    if (!command.empty() && !command.starts_with("$$")) commands.push_back(command);
    line = without_blanks(line.substr(std::min(line.size(), end + 1)));
  }
  return commands;
}

}  // namespace dumplab::shell
