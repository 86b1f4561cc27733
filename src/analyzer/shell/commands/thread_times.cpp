// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "base/try.h"
#include "shell/arguments.h"
#include "shell/time_text.h"

namespace dumplab::shell::commands {
namespace {

struct TableRow {
  unsigned flag;
  const char* title;
  const char* name;
  std::uint64_t (*time)(const Snapshot&, const ThreadInfo&);
};
/// From a FILETIME of the thread's start to the time of the dump.
std::uint64_t elapsed(const Snapshot& snapshot, const ThreadInfo& info) {
  constexpr std::uint64_t kUnixEpoch = 116'444'736'000'000'000;  // 1970 in 100 ns units since 1601
  const std::uint64_t end = kUnixEpoch + snapshot.TimeDateStamp * kTicksPerSecond;
  return end > info.CreateTime && info.CreateTime ? end - info.CreateTime : 0;
}
constexpr TableRow kTables[] = {
    {1, "User Mode Time", "user", [](const Snapshot&, const ThreadInfo& i) { return i.UserTime; }},
    {2, "Kernel Mode Time", "kernel", [](const Snapshot&, const ThreadInfo& i) { return i.KernelTime; }},
    {4, "Elapsed Time", "elapsed", elapsed}};

}  // namespace

Result<document::Document> thread_times(Session& session, const Invocation& invocation) {
  const Snapshot& s = session.snapshot();
  unsigned flags = 1;
  if (!invocation.arguments.empty()) {
    DUMPLAB_TRY(const std::uint64_t value, evaluate(invocation.arguments, session.names()));
    flags = value & 7 ? static_cast<unsigned>(value & 7) : 1;
  }
  const bool any = std::ranges::any_of(s.threads, [](const Thread& t) { return t.info.has_value(); });
  if (!any) return refuse("The dump has no thread times (no ThreadInfoList)");
  document::Document out;
  for (const TableRow& table : kTables) {
    if (!(flags & table.flag)) continue;
    std::vector<std::pair<std::uint64_t, std::size_t>> times;
    for (std::size_t i = 0; i < s.threads.size(); ++i)
      if (s.threads[i].info) times.emplace_back(table.time(s, *s.threads[i].info), i);
    std::ranges::stable_sort(times, [](const auto& a, const auto& b) { return a.first > b.first; });
    document::Listing list{table.name, {}};
    list.add(fmt::format(" {}", table.title));
    list.add("  Thread       Time");
    for (const auto& [ticks, number] : times)
      list.add(fmt::format("{:>3}:{:<11x}{}", number, s.threads[number].ThreadId, duration_text(ticks)))
          .number("thread", number)
          .number("thread_id", s.threads[number].ThreadId)
          .number("time", ticks);
    out.listing(std::move(list));
  }
  return out;
}

}  // namespace dumplab::shell::commands
