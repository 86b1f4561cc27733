// SPDX-License-Identifier: MIT
#include "shell/loop.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "shell/command_line.h"

namespace dumplab::shell {

std::string render(const Output& output, OutputFormat format) {
  if (format == OutputFormat::kText) {
    if (output.document) return document::render_text(*output.document);
    document::Document error;
    error.paragraph(output.document.error().what);
    return document::render_text(error);
  }
  using Json = nlohmann::ordered_json;
  const auto quoted = [](const std::string& text) {
    return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
  };
  const std::string head = fmt::format("{{\"command\":{},", quoted(output.command));
  if (!output.document) return fmt::format("{}\"error\":{}}}\n", head, quoted(output.document.error().what));
  return head + document::render_json(*output.document).substr(1) + "\n";
}

void run_line(Session& session, std::string_view line, Terminal& terminal, const LoopStyle& style) {
  const std::string prompt = session.prompt();
  if (style.echoes && style.format == OutputFormat::kText) {
    document::Document echo;
    echo.paragraph(prompt + std::string(line));
    terminal.write(document::render_text(echo));
  }
  for (const Output& output : session.execute(line)) terminal.write(render(output, style.format));
}

void run_lines(Session& session, Terminal& terminal, const LoopStyle& style) {
  std::string last;
  while (!session.is_over()) {
    const auto line = terminal.read_line(session.prompt());
    if (!line) return;
    const bool is_empty = without_blanks(*line).empty();
    if (is_empty && !style.repeats_last) continue;
    if (!is_empty) last = *line;
    run_line(session, last, terminal, style);
  }
}

}  // namespace dumplab::shell
