// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "nt/teb.h"
#include "shell/arguments.h"
#include "shell/error_codes.h"
#include "snapshot/read_struct.h"

namespace dumplab::shell::commands {
namespace {

/// Offsets of LastErrorValue and LastStatusValue in a 64-bit TEB.  Source: public symbols of Windows 7 to 11.
constexpr std::uint64_t kLastError64 = 0x68, kLastStatus64 = 0x1250;

struct LastValues {
  std::uint32_t error = 0, status = 0;
};
std::optional<LastValues> read_values(const Target& target, std::uint64_t teb) {
  const std::uint64_t error_at = target.is_64_bit() ? kLastError64 : offsetof(nt::Teb, LastErrorValue);
  const std::uint64_t status_at = target.is_64_bit() ? kLastStatus64 : offsetof(nt::Teb, LastStatusValue);
  const auto error = target.read_number(teb + error_at, 4);
  const auto status = target.read_number(teb + status_at, 4);
  if (!error || !status) return std::nullopt;
  return LastValues{static_cast<std::uint32_t>(*error), static_cast<std::uint32_t>(*status)};
}

void add_values(const LastValues& values, document::Listing& list) {
  list.add("LastErrorValue: " + win32_error_text(values.error)).number("last_error", values.error);
  list.add("LastStatusValue: " + status_text(values.status)).address("last_status", values.status);
}

}  // namespace

Result<document::Document> last_error(Session& session, const Invocation& invocation) {
  const Snapshot& s = session.snapshot();
  document::Listing list{"errors", {}};
  if (invocation.arguments == "-all") {
    for (std::size_t i = 0; i < s.threads.size(); ++i) {
      list.add(fmt::format("Last error for thread {:x}:", i)).number("thread", i);
      if (const auto values = read_values(session.target(), s.threads[i].Teb))
        add_values(*values, list);
      else
        list.add("Unable to read: the thread's TEB is not in the dump");
    }
  } else {
    const Thread* thread = session.thread();
    if (!thread) return refuse("The dump has no threads");
    const auto values = read_values(session.target(), thread->Teb);
    if (!values) return refuse("Unable to read: the thread's TEB is not in the dump");
    add_values(*values, list);
  }
  return document::of(std::move(list));
}

}  // namespace dumplab::shell::commands
