// SPDX-License-Identifier: MIT
#include "shell/command.h"

namespace dumplab::shell {

namespace commands {
#define COMMAND(stem, ...) Result<document::Document> stem(Session& session, const Invocation& invocation);
#include "shell/commands/commands.def"
#undef COMMAND
}  // namespace commands

std::vector<Command> built_in_commands() {
  return {
#define COMMAND(stem, group, names, letters, arguments, summary, difference) \
  {group, names, letters, arguments, summary, difference, commands::stem},
#include "shell/commands/commands.def"
#undef COMMAND
  };
}

}  // namespace dumplab::shell
