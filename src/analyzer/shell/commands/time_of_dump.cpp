// SPDX-License-Identifier: MIT
#include "shell/opening.h"
#include "shell/session.h"

namespace dumplab::shell::commands {

/// The times at the end of `vertarget`.
Result<document::Document> time_of_dump(Session& session, const Invocation&) {
  document::Listing times{"times", {}};
  bool is_behind = false;
  for (document::Line& line : describe_system(session.target(), true).lines) {
    is_behind |= line.text.starts_with("Debug session time");
    if (is_behind) times.lines.push_back(std::move(line));
  }
  return document::of(std::move(times));
}

}  // namespace dumplab::shell::commands
