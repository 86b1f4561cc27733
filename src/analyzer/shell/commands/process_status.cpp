// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "shell/session.h"

namespace dumplab::shell::commands {

Result<document::Document> process_status(Session& session, const Invocation&) {
  const Snapshot& s = session.snapshot();
  const bool has_id = s.misc && s.misc->Flags1 & 1;
  const std::string path = s.modules.empty() ? "?" : s.modules[0].path;
  document::Listing list{"process", {}};
  document::Line& line = list.add(fmt::format(".  0  id: {}  examine  name: {}",
                                              has_id ? fmt::format("{:x}", s.misc->ProcessId) : "?", path));
  if (has_id) line.number("process_id", s.misc->ProcessId);
  line.with("path", path);
  return document::of(std::move(list));
}

}  // namespace dumplab::shell::commands
