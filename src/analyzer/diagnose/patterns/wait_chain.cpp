// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "diagnose/lock_evidence.h"
#include "diagnose/pattern.h"
#include "diagnose/words.h"

namespace dumplab::diagnose::patterns {
namespace {

/// A thread that others wait for and that waits for no lock itself, with all whom it holds up.
struct Tree {
  std::uint32_t root = 0;
  std::vector<const WaitEdge*> edges;  ///< in the dump's order
};

std::vector<Tree> grow_trees(const Facts& facts) {
  std::map<std::uint32_t, Tree> trees;
  for (const WaitEdge& edge : facts.waits()) {
    std::uint32_t root = edge.owner;
    std::set<std::uint32_t> seen{edge.waiter};
    const WaitEdge* next = nullptr;
    while (seen.insert(root).second && (next = facts.find_wait(root))) root = next->owner;
    if (facts.find_wait(root)) continue;  // a circle
    trees[root].root = root;
    trees[root].edges.push_back(&edge);
  }
  std::vector<Tree> list;
  for (auto& [root, tree] : trees) list.push_back(std::move(tree));
  std::ranges::stable_sort(list, std::ranges::greater(), [](const Tree& tree) { return tree.edges.size(); });
  return list;
}

struct Root {
  std::string why;
  std::size_t fewest;  ///< threads it must hold up to be more than everyday waiting
  Confidence confidence;
};

/// One thread that waits for a lock, whose owner waits for something, is how programs live: it is told, not
/// blamed.
Root judge_root(const ThreadState* state) {
  if (!state) return {"exited: no thread of that id is left", 1, Confidence::kCertain};
  if (state->thread->SuspendCount > 0)
    return {fmt::format("is suspended ({} times)", state->thread->SuspendCount), 1, Confidence::kLikely};
  const std::string kind(describe(state->kind));
  switch (state->kind) {
    case ThreadState::Kind::kFaulting:
      return {kind, 2, Confidence::kPossible};
    case ThreadState::Kind::kRunning:
    case ThreadState::Kind::kUnknown:
    case ThreadState::Kind::kCall:
      return {kind, 3, Confidence::kPossible};
    default:
      return {kind + (state->service.empty() ? "" : fmt::format(" ({})", state->service)), 2,
              Confidence::kLikely};
  }
}

}  // namespace

std::optional<Finding> wait_chain(const Facts& facts) {
  for (const Tree& tree : grow_trees(facts)) {
    const ThreadState* state = facts.find_thread(tree.root);
    const Root root = judge_root(state);
    const bool is_everyday = tree.edges.size() < root.fewest;
    if (is_everyday && !(state && state->waits_endlessly())) continue;
    Finding finding;
    finding.is_cause = !is_everyday;
    finding.summary =
        fmt::format("{} thread{} for locks that lead to {}, which {}", tree.edges.size(),
                    tree.edges.size() == 1 ? " waits" : "s wait", thread_text(tree.root), root.why);
    finding.confidence = is_everyday ? Confidence::kPossible : root.confidence;
    finding.problem_class = "APPLICATION_HANG";
    finding.thread = tree.root;
    for (const WaitEdge* edge : tree.edges) {
      add_wait(facts, *edge, finding);
      finding.locks.push_back(edge->lock);
      finding.threads.push_back(edge->waiter);
    }
    finding.address = finding.locks.front();
    Evidence blocker{
        fmt::format("{} holds them up: it {}", thread_text(tree.root), root.why), {}, tree.root, {}};
    if (state && !state->stack->frames.empty()) {
      blocker.what += ", in " + place_text(state->stack->frames.front());
      blocker.address = state->stack->frames.front().eip;
      blocker.frame = 0;
    }
    finding.evidence.push_back(std::move(blocker));
    finding.next = {"!locks", fmt::format("~~[{:x}]kb", tree.root), "~*kb"};
    return finding;
  }
  return std::nullopt;
}

}  // namespace dumplab::diagnose::patterns
