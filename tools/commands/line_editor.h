// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "shell/session.h"
#include "shell/terminal.h"

namespace dumplab::commands {

/// A terminal with line editing, a history that is kept between sessions, and completion by Tab.
std::unique_ptr<shell::Terminal> make_line_editor(const shell::Session& session);

/// Lines of standard input, whatever it is; nothing is asked for.
std::unique_ptr<shell::Terminal> make_script_terminal();

}  // namespace dumplab::commands
