// SPDX-License-Identifier: MIT
#include "shell/help_text.h"

#include <fmt/format.h>

#include "shell/session.h"

namespace dumplab::shell {
namespace {

/// "!teb [address]"; letters that may follow a name in parentheses.
std::string usage_of(const Command& command) {
  std::string usage(command.names);
  for (std::size_t at = 0; (at = usage.find(' ', at)) != std::string::npos; at += 2)
    usage.replace(at, 1, ", ");
  if (!command.letters.empty()) usage += fmt::format("[{}]", command.letters);
  if (!command.arguments.empty()) usage += fmt::format(" {}", command.arguments);
  return usage;
}

std::string escaped_bars(std::string text) {
  for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2)
    text.replace(at, 1, "\\|");
  return text;
}

}  // namespace

document::Listing describe_commands(const Session& session) {
  document::Listing list{"commands", {}};
  std::string_view group;
  for (const Command& command : session.commands()) {
    if (command.group != group) {
      if (!group.empty()) list.add("");
      group = command.group;
      list.add(fmt::format("{}:", group));
    }
    const std::string usage = usage_of(command);
    constexpr std::size_t kColumn = 34;
    if (usage.size() > kColumn) list.add("  " + usage);
    list.add(fmt::format("  {:<{}}  {}", usage.size() > kColumn ? "" : usage, kColumn, command.summary))
        .with("names", std::string(command.names))
        .with("summary", std::string(command.summary));
  }
  list.add("");
  list.add(
      ".help COMMAND says more. Commands on one line: ; between them. Numbers are hexadecimal, 0n10 is "
      "decimal.");
  return list;
}

document::Listing describe_command(const Command& command) {
  document::Listing list{"command", {}};
  list.add(usage_of(command)).with("names", std::string(command.names));
  list.add("  " + std::string(command.summary)).with("summary", std::string(command.summary));
  if (!command.difference.empty())
    list.add("  Not as in WinDbg: " + std::string(command.difference))
        .with("difference", std::string(command.difference));
  return list;
}

std::string commands_as_markdown() {
  std::string out;
  std::string_view group;
  for (const Command& command : built_in_commands()) {
    if (command.group != group) {
      out += fmt::format("{}### {}\n\n| command | what it does | not as in WinDbg |\n|---|---|---|\n",
                         group.empty() ? "" : "\n", command.group);
      group = command.group;
    }
    out += fmt::format("| `{}` | {} | {} |\n", escaped_bars(usage_of(command)),
                       escaped_bars(std::string(command.summary)),
                       escaped_bars(std::string(command.difference)));
  }
  return out;
}

}  // namespace dumplab::shell
