// SPDX-License-Identifier: MIT
#pragma once

#include "document/document.h"
#include "shell/command.h"

namespace dumplab::shell {

/// `.help`: every command of the session, by group.
document::Listing describe_commands(const Session& session);
document::Listing describe_command(const Command& command);

/// docs/commands.md: the built-in commands as tables in Markdown.
std::string commands_as_markdown();

}  // namespace dumplab::shell
