// SPDX-License-Identifier: MIT
#include "diagnose/lock_evidence.h"

#include <fmt/format.h>

#include "diagnose/followup.h"
#include "diagnose/words.h"

namespace dumplab::diagnose {

std::string lock_text(const Facts& facts, std::uint64_t lock) {
  if (lock == facts.critical_sections().loader_lock) return fmt::format("the loader's lock {:#x}", lock);
  return fmt::format("{:#x}", lock);
}

void add_wait(const Facts& facts, const WaitEdge& edge, Finding& finding) {
  const ThreadState* waiter = facts.find_thread(edge.waiter);
  const auto by = waiter ? find_followup(*waiter->stack) : std::nullopt;
  finding.evidence.push_back(
      {fmt::format("{} waits for critical section {}{}", thread_text(edge.waiter),
                   lock_text(facts, edge.lock), by ? " in " + place_text(waiter->stack->frames[*by]) : ""),
       edge.lock, edge.waiter, edge.frame});
  if (const auto section = structures::read_critical_section(facts.memory(), edge.lock))
    finding.evidence.push_back({fmt::format("its OwningThread is {:x}, LockCount {}, RecursionCount {}",
                                            edge.owner, section->lock_count, section->recursion_count),
                                edge.lock,
                                edge.owner,
                                {}});
}

}  // namespace dumplab::diagnose
