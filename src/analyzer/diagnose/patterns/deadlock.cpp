// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "diagnose/lock_evidence.h"
#include "diagnose/pattern.h"

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
    for (const WaitEdge* edge : cycle) {
      finding.locks.push_back(edge->lock);
      finding.threads.push_back(edge->waiter);
      finding.summary +=
          fmt::format("thread {} waits for {} of ", edge->waiter, lock_text(facts, edge->lock));
      add_wait(facts, *edge, finding);
    }
    finding.summary += fmt::format("thread {}", cycle.front()->waiter);
    finding.address = finding.locks.front();
    finding.next = {"!locks", "~*kb"};
    for (const std::uint64_t lock : finding.locks) finding.next.push_back(fmt::format("!cs {:x}", lock));
    return finding;
  }
  return std::nullopt;
}

}  // namespace dumplab::diagnose::patterns
