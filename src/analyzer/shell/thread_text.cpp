// SPDX-License-Identifier: MIT
#include "shell/thread_text.h"

#include <fmt/format.h>

namespace dumplab::shell {

std::string client_id(const Snapshot& snapshot, std::uint32_t thread_id) {
  const auto& misc = snapshot.misc;
  return misc && misc->Flags1 & 1 ? fmt::format("{:x}.{:x}", misc->ProcessId, thread_id)
                                  : fmt::format("?.{:x}", thread_id);
}

document::Line thread_line(const Session& session, std::size_t number) {
  const Snapshot& snapshot = session.snapshot();
  const Thread& thread = snapshot.threads[number];
  const bool has_event = snapshot.exception && snapshot.exception->ThreadId == thread.ThreadId;
  const bool is_current = number == session.scope().thread;
  const std::string teb = thread.Teb ? session.target().text(thread.Teb) : "?";
  document::Line line(fmt::format("{} {:>2}  Id: {} Suspend: {} Teb: {} Unfrozen{}",
                                  is_current  ? '.'
                                  : has_event ? '#'
                                              : ' ',
                                  number, client_id(snapshot, thread.ThreadId), thread.SuspendCount, teb,
                                  thread.name ? " \"" + *thread.name + "\"" : ""));
  line.number("number", number).number("thread_id", thread.ThreadId).number("suspend", thread.SuspendCount);
  line.address("teb", thread.Teb).flag("current", is_current).flag("event", has_event);
  line.with("name", thread.name.value_or(""));
  return line;
}

void add_thread_details(const Session& session, std::size_t number, document::Listing& out) {
  const Thread& thread = session.snapshot().threads[number];
  if (thread.info && thread.info->StartAddress) {
    const std::uint64_t start = thread.info->StartAddress;
    const std::string name = session.target().symbols().describe(start);
    out.add(fmt::format("      Start: {} ({})", name.empty() ? "?" : name, session.target().text(start)))
        .address("start_address", start)
        .with("start", name);
  } else {
    out.add("      Start: not in the dump (no ThreadInfoList)");
  }
  const std::string affinity = thread.info ? fmt::format("{:x}", thread.info->Affinity) : "?";
  out.add(fmt::format("      Priority: {}  Priority class: {}  Affinity: {}",
                      static_cast<std::int32_t>(thread.Priority), thread.PriorityClass, affinity))
      .number("priority", thread.Priority)
      .number("priority_class", thread.PriorityClass)
      .with("affinity", affinity);
}

}  // namespace dumplab::shell
