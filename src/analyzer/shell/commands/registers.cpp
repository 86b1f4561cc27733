// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "base/try.h"
#include "shell/arguments.h"
#include "shell/register_text.h"

namespace dumplab::shell::commands {
namespace {

/// "$t0" of "@$t0 = value"; empty for another name.
std::optional<std::size_t> variable_number(std::string_view name) {
  if (name.starts_with('@')) name.remove_prefix(1);
  if (!name.starts_with("$t") || name.size() < 3 || name.size() > 4) return std::nullopt;
  std::size_t number = 0;
  for (const char c : name.substr(2)) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + static_cast<std::size_t>(c - '0');
  }
  return number;
}

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

Result<document::Line> describe_one(const Session& session, std::string_view name) {
  std::string_view bare = name;
  if (bare.starts_with('@')) bare.remove_prefix(1);
  std::uint64_t value = 0;
  if (bare.starts_with('$')) {
    DUMPLAB_TRY(value, session.names().find_pseudo_register(bare.substr(1)));
  } else {
    const auto found = session.names().find_register(bare);
    if (!found) return refuse(fmt::format("There is no register {}", bare));
    value = *found;
  }
  document::Line line(fmt::format("{}={}", bare, session.target().text(value)));
  line.address(std::string(bare), value);
  return line;
}

}  // namespace

Result<document::Document> registers(Session& session, const Invocation& invocation) {
  document::Document out;
  std::string_view text = invocation.arguments;
  if (text.empty()) {
    document::Listing list = describe_registers(session.target(), session.scope().context);
    if (list.lines.empty()) return refuse("The thread has no registers in the dump");
    out.listing(std::move(list));
    return out;
  }
  if (const std::size_t mark = text.find('='); mark != std::string_view::npos) {
    const auto number = variable_number(trimmed(text.substr(0, mark)));
    if (!number || *number >= session.variables().size())
      return refuse("Only $t0 to $t19 can be set: the registers of a dump stay as they are");
    DUMPLAB_TRY(session.variables()[*number], evaluate(text.substr(mark + 1), session.names()));
    return out;
  }
  document::Listing list{"registers", {}};
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(", "), text.size());
    if (end) {
      DUMPLAB_TRY(document::Line line, describe_one(session, text.substr(0, end)));
      list.lines.push_back(std::move(line));
    }
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  out.listing(std::move(list));
  return out;
}

}  // namespace dumplab::shell::commands
