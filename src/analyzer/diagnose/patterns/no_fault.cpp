// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "diagnose/pattern.h"
#include "diagnose/words.h"
#include "snapshot/system_names.h"

namespace dumplab::diagnose::patterns {

/// A dump that somebody took of a process in order.
std::optional<Finding> no_fault(const Facts& facts) {
  if (facts.fault() && !facts.is_break_in()) return std::nullopt;
  // Exceptions of other systems are not interpreted.
  if (facts.snapshot().exception && !snapshot::is_windows(facts.snapshot().system.PlatformId))
    return std::nullopt;
  Finding finding;
  finding.is_cause = false;
  finding.is_fallback = true;
  const auto count = [&](auto is_so) {
    return static_cast<std::size_t>(std::ranges::count_if(facts.threads(), is_so));
  };
  const std::size_t all = facts.threads().size();
  const std::size_t waiting = count([](const ThreadState& state) { return state.is_waiting(); });
  const std::size_t unknown =
      count([](const ThreadState& state) { return state.kind == ThreadState::Kind::kUnknown; });
  finding.summary = fmt::format("no exception, and no deadlock seen; {} of {} threads wait{}", waiting, all,
                                unknown ? fmt::format(", of {} it is not known", unknown) : std::string());
  if (facts.is_break_in()) {
    finding.summary = "a debugger or a tool stopped the process to write the dump";
    finding.thread = facts.fault()->thread_id;
    finding.evidence.push_back(
        {"the breakpoint is one of the system's, in a thread without code of the program", facts.fault()->ip,
         facts.fault()->thread_id, 0});
  } else {
    finding.evidence.push_back(
        {facts.snapshot().exception ? "the exception only asked for a dump" : "the dump has no exception",
         {},
         {},
         {}});
  }
  if (unknown != 0)
    finding.evidence.push_back(
        {fmt::format("{} threads are in system code without names: with the system's modules or symbols "
                     "(--symbols) more could be seen",
                     unknown),
         {},
         {},
         {}});
  const std::size_t without_owner =
      count([](const ThreadState& state) { return state.lock && state.lock->is_missing; });
  if (without_owner != 0)
    finding.evidence.push_back(
        {fmt::format("{} thread{} for critical sections whose bytes the dump lacks: who "
                     "owns them is not known",
                     without_owner, without_owner == 1 ? " waits" : "s wait"),
         {},
         {},
         {}});
  for (const WaitEdge& edge : facts.waits())
    finding.evidence.push_back({fmt::format("{} waits for critical section {:#x} of {}",
                                            thread_text(edge.waiter), edge.lock, thread_text(edge.owner)),
                                edge.lock, edge.waiter, edge.frame});
  finding.confidence = unknown == 0 && without_owner == 0 ? Confidence::kLikely : Confidence::kPossible;
  finding.next = {"~*kb", "!locks", "!runaway"};
  return finding;
}

}  // namespace dumplab::diagnose::patterns
