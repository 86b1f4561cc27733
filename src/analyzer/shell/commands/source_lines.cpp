// SPDX-License-Identifier: MIT
#include "shell/arguments.h"

namespace dumplab::shell::commands {

Result<document::Document> source_lines(Session& session, const Invocation& invocation) {
  if (invocation.arguments == "-e")
    session.shows_lines = true;
  else if (invocation.arguments == "-d")
    session.shows_lines = false;
  else if (invocation.arguments.empty())
    session.shows_lines = !session.shows_lines;
  else
    return refuse(".lines takes -e, -d or nothing");
  document::Listing list{"lines", {}};
  list.add(session.shows_lines ? "Line number information will be shown"
                               : "Line number information will not be shown")
      .flag("shows_lines", session.shows_lines);
  return document::of(std::move(list));
}

}  // namespace dumplab::shell::commands
