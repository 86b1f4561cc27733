// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "diagnose/lock_evidence.h"
#include "diagnose/pattern.h"
#include "diagnose/words.h"

namespace dumplab::diagnose::patterns {
namespace {

/// Each thread waits for one lock at most, so following owners ends or comes back.
std::vector<const WaitEdge*> follow(const Facts& facts, const WaitEdge& first) {
  std::vector<const WaitEdge*> path;
  for (const WaitEdge* edge = &first; edge; edge = facts.find_wait(edge->owner)) {
    const auto seen = std::ranges::find(path, edge);
    if (seen != path.end()) return {seen, path.end()};
    path.push_back(edge);
  }
  return {};
}

/// Nothing in the process goes on, and threads wait for several sections whose owners the dump does not say:
/// the owners are among those that wait.
std::optional<Finding> without_owners(const Facts& facts) {
  std::set<std::uint64_t> locks;
  Finding finding;
  for (const ThreadState& state : facts.threads()) {
    if (!state.waits_endlessly()) return std::nullopt;
    if (!state.lock || !state.lock->is_missing) continue;
    const std::uint64_t lock = state.lock->section.address;
    locks.insert(lock);
    finding.locks.push_back(lock);
    finding.threads.push_back(state.thread->ThreadId);
    finding.evidence.push_back({fmt::format("{} waits for critical section {:#x}, whose bytes the dump lacks",
                                            thread_text(state.thread->ThreadId), lock),
                                lock, state.thread->ThreadId, state.lock->frame});
  }
  // Where several wait for one lock it is a tree, and its root may wait for something else.
  if (locks.size() < 2 || locks.size() != finding.threads.size()) return std::nullopt;
  finding.summary =
      fmt::format("every thread waits without a limit, {} of them for {} locks whose owners are not known",
                  finding.threads.size(), locks.size());
  finding.confidence = Confidence::kPossible;
  finding.problem_class = "APPLICATION_HANG_DEADLOCK";
  finding.thread = finding.threads.front();
  finding.address = finding.locks.front();
  finding.next = {"~*kb", "!locks"};
  return finding;
}

}  // namespace

std::optional<Finding> deadlock(const Facts& facts) {
  for (const WaitEdge& first : facts.waits()) {
    std::vector<const WaitEdge*> cycle = follow(facts, first);
    if (cycle.empty()) continue;
    const auto lowest = std::ranges::min_element(cycle, {}, &WaitEdge::waiter);
    std::rotate(cycle.begin(), lowest, cycle.end());
    Finding finding;
    finding.problem_class = "APPLICATION_HANG_DEADLOCK";
    finding.thread = cycle.front()->waiter;
    finding.summary = thread_text(cycle.front()->waiter);
    for (const WaitEdge* edge : cycle) {
      finding.locks.push_back(edge->lock);
      finding.threads.push_back(edge->waiter);
      finding.summary += fmt::format("{} waits for {} of {}", finding.locks.size() > 1 ? ", which" : "",
                                     lock_text(facts, edge->lock), thread_text(edge->owner));
      add_wait(facts, *edge, finding);
    }
    finding.address = finding.locks.front();
    finding.next = {"!locks", "~*kb"};
    for (const std::uint64_t lock : finding.locks) finding.next.push_back(fmt::format("!cs {:x}", lock));
    return finding;
  }
  return without_owners(facts);
}

}  // namespace dumplab::diagnose::patterns
