// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "shell/arguments.h"
#include "shell/help_text.h"

namespace dumplab::shell::commands {

Result<document::Document> help(Session& session, const Invocation& invocation) {
  document::Document out;
  if (invocation.arguments.empty()) {
    out.listing(describe_commands(session));
    return out;
  }
  const auto found = session.find_command(invocation.arguments);
  if (!found) return refuse(fmt::format("There is no command {}", invocation.arguments));
  out.listing(describe_command(*found->first));
  return out;
}

}  // namespace dumplab::shell::commands
