// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "shell/arguments.h"
#include "shell/frame_text.h"
#include "shell/wildcard.h"

namespace dumplab::shell::commands {
namespace {

/// "module", "module!name" or part of either.
bool holds(const std::string& symbol, const std::string& pattern) {
  return matches("*" + pattern + "*", symbol);
}

}  // namespace

Result<document::Document> find_stack(Session& session, const Invocation& invocation) {
  ArgumentReader arguments(session, invocation.arguments);
  const std::string pattern = arguments.word();
  if (pattern.empty()) return refuse("!findstack needs a symbol or a module");
  const std::string level = arguments.word();
  const report::Analysis& analysis = session.target().analysis();
  document::Listing list{"threads", {}};
  std::size_t found = 0;
  for (std::size_t i = 0; i < analysis.threads.size(); ++i) {
    const report::ThreadAnalysis& thread = analysis.threads[i];
    const auto rows = frame_rows(session.target(), thread.stack);
    std::vector<std::size_t> frames;
    for (std::size_t f = 0; f < rows.size(); ++f)
      if (holds(rows[f].symbol, pattern)) frames.push_back(f);
    if (frames.empty()) continue;
    ++found;
    list.add(fmt::format("Thread {:03}, {} frame(s) match", i, frames.size()))
        .number("thread", i)
        .number("frames", frames.size());
    if (level == "2")
      for (std::size_t f = 0; f < rows.size(); ++f)
        list.lines.push_back(frame_line(session.target(), rows[f], f));
    else if (level != "0")
      for (const std::size_t f : frames) {
        document::Line line = frame_line(session.target(), rows[f], f);
        line.text = "        * " + line.text;
        list.lines.push_back(std::move(line));
      }
    list.add("");
  }
  if (found == 0) return refuse(fmt::format("No stack has {}", pattern));
  return document::of(std::move(list));
}

}  // namespace dumplab::shell::commands
