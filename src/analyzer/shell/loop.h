// SPDX-License-Identifier: MIT
#pragma once

#include "shell/session.h"
#include "shell/terminal.h"

namespace dumplab::shell {

enum class OutputFormat { kText, kJson };

/// What is written for one command: text, or one line of JSON, {"command":"k","blocks":[...]} or
/// {"command":"k","error":"..."}.
std::string render(const Output& output, OutputFormat format);

/// How lines are run.
struct LoopStyle {
  OutputFormat format = OutputFormat::kText;
  bool echoes = false;        ///< prompt and command are written, as a terminal would show them
  bool repeats_last = false;  ///< an empty line runs the last one again
};

/// Runs one line and writes what it says.
void run_line(Session& session, std::string_view line, Terminal& terminal, const LoopStyle& style);

/// Runs lines until `q` or the end of input.
void run_lines(Session& session, Terminal& terminal, const LoopStyle& style);

}  // namespace dumplab::shell
