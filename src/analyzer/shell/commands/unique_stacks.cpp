// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>

#include "shell/arguments.h"
#include "shell/frame_text.h"
#include "shell/thread_text.h"

namespace dumplab::shell::commands {

Result<document::Document> unique_stacks(Session& session, const Invocation& invocation) {
  const report::Analysis& analysis = session.target().analysis();
  if (analysis.threads.empty()) return refuse("The dump has no threads");
  FrameStyle style;
  style.lines = session.shows_lines;
  style.arguments = invocation.arguments == "-b" || invocation.arguments == "-v";
  style.fpo = invocation.arguments == "-v";
  std::map<std::vector<std::uint64_t>, std::size_t> seen;  // return addresses -> the first thread with them
  document::Listing list{"stacks", {}};
  std::string repeats;
  for (std::size_t i = 0; i < analysis.threads.size(); ++i) {
    // Threads as the dump's writer found them, the one with an event too.
    const report::ThreadAnalysis& thread = analysis.threads[i];
    const unwind::CallStack& stack = thread.has_exception ? thread.own_stack : thread.stack;
    std::vector<std::uint64_t> key;
    for (const unwind::StackFrame& frame : stack.frames) key.push_back(frame.eip);
    const auto [at, is_new] = seen.emplace(std::move(key), i);
    if (!is_new) {
      repeats += fmt::format("{}{}", repeats.empty() ? "" : ", ", i);
      continue;
    }
    list.add("");
    list.lines.push_back(thread_line(session, i));
    add_frames(session.target(), stack, style, list);
  }
  list.add("");
  list.add(fmt::format("Total threads: {}", analysis.threads.size()))
      .number("threads", analysis.threads.size());
  list.add(fmt::format("Duplicate callstacks: {}{}{}", analysis.threads.size() - seen.size(),
                       repeats.empty() ? "" : ", threads ", repeats))
      .number("duplicates", analysis.threads.size() - seen.size());
  return document::of(std::move(list));
}

}  // namespace dumplab::shell::commands
