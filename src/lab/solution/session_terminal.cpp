// SPDX-License-Identifier: MIT
#include "solution/session_terminal.h"

#include "shell/loop.h"

namespace dumplab::solution {

std::string SessionTerminal::type(std::string_view line) {
  std::string text;
  for (const shell::Output& output : session_.execute(line))
    text += shell::render(output, shell::OutputFormat::kText);
  return text;
}

}  // namespace dumplab::solution
