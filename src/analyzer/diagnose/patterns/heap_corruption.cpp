// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "diagnose/fault_finding.h"
#include "diagnose/heap_code.h"
#include "diagnose/pattern.h"
#include "diagnose/raised.h"
#include "nt/status.h"

namespace dumplab::diagnose::patterns {
namespace {

using structures::HeapProblem;
using structures::HeapWalk;

/// Its contents may be half changed by a thread other than the one that the exception stopped.
bool may_be_half_changed(const Facts& facts, const HeapWalk& heap) {
  const auto lock = heap.lock_variable && facts.snapshot().memory
                        ? structures::read_critical_section(*facts.snapshot().memory, heap.lock_variable)
                        : std::nullopt;
  if (lock && lock->owning_thread != 0)
    return !facts.fault() || lock->owning_thread != facts.fault()->thread_id;
  if (heap.lock_variable) return false;
  return std::ranges::any_of(facts.threads(), [](const ThreadState& state) {
    return state.kind != ThreadState::Kind::kFaulting && is_in_heap(*state.stack);
  });
}

/// The bad pointer of the fault stands near the damage: the same bytes were written over both.
bool has_bad_pointer(const Facts& facts, const HeapProblem& problem) {
  constexpr std::uint64_t kBelow = 0x80, kAbove = 0x400;
  const auto& fault = facts.fault();
  if (!fault || !fault->is_access_violation() || !fault->operand || fault->is_in_null_area()) return false;
  const std::uint64_t from = problem.block_before.value_or(problem.address - kBelow);
  for (std::uint64_t at = from; at < problem.address + kAbove; at += 4) {
    const auto word = facts.memory().read_u32({at});
    if (!word) return false;
    if (*word == fault->operand->base_value) return true;
  }
  return false;
}

bool counts(const Facts& facts, const HeapProblem& problem) {
  return problem.kind != HeapProblem::Kind::kMissingLink || facts.has_all_memory();
}

/// Whether it is an entry that contradicts itself or its neighbours. A link that leads nowhere may be of a
/// list head far in front of the bytes that were written over.
bool is_of_entry(const HeapProblem& problem) {
  switch (problem.kind) {
    case HeapProblem::Kind::kZeroSize:
    case HeapProblem::Kind::kPreviousSize:
    case HeapProblem::Kind::kPastEnd:
    case HeapProblem::Kind::kSegmentIndex:
    case HeapProblem::Kind::kTail:
    case HeapProblem::Kind::kFreeFill:
      return true;
    default:
      return false;
  }
}

/// The first inconsistent entry; else the first problem of another kind; null without one.
const HeapProblem* first_problem(const Facts& facts, const HeapWalk& heap) {
  const HeapProblem* first = nullptr;
  for (const HeapProblem& problem : heap.problems) {
    if (!counts(facts, problem)) continue;
    if (is_of_entry(problem)) return &problem;
    if (!first) first = &problem;
  }
  return first;
}

std::string bytes_text(const Facts& facts, std::uint64_t from, std::size_t count) {
  std::vector<std::byte> bytes(count);
  bytes.resize(facts.memory().read({from}, bytes));
  std::string text, characters;
  for (const std::byte b : bytes) {
    text += fmt::format(" {:02x}", static_cast<unsigned>(b));
    const auto c = static_cast<char>(b);
    characters += c >= 0x20 && c <= 0x7e ? c : '.';
  }
  return text + "  " + characters;
}

void add_problem(const Facts& facts, const HeapWalk& heap, const HeapProblem& problem, Finding& finding) {
  finding.evidence.push_back(
      {fmt::format("heap {:#x}: {}", heap.handle, problem.what), problem.address, {}, {}});
  if (problem.block_before)
    finding.evidence.push_back(
        {fmt::format(
             "the block in front of it is at {:#x}: what wrote over its end is to be looked for there",
             *problem.block_before),
         *problem.block_before,
         {},
         {}});
  constexpr std::uint64_t kAround = 16;
  finding.evidence.push_back({fmt::format("bytes from {:#x} on:{}", problem.address - kAround,
                                          bytes_text(facts, problem.address - kAround, 2 * kAround)),
                              problem.address - kAround,
                              {},
                              {}});
  finding.next.push_back(fmt::format("!heap -a {:x}", heap.handle));
  finding.next.push_back(fmt::format("db {:x} L80", problem.address - 0x40));
}

}  // namespace

std::optional<Finding> heap_corruption(const Facts& facts) {
  const auto& fault = facts.fault();
  const bool is_reported =
      fault && (fault->code == nt::code(nt::Status::kHeapCorruption) ||
                (fault->code == nt::code(nt::Status::kBreakpoint) && is_in_heap_at_fault(facts)));
  // The heap's own code follows a link that leads nowhere.
  const bool is_seen = fault && fault->is_access_violation() && is_heap_function_at_fault(facts);
  constexpr std::uint32_t kLastKnownSystem = 5;  // later heaps have other layouts
  const HeapWalk* heap = nullptr;
  const HeapProblem* problem = nullptr;
  if (facts.snapshot().system.MajorVersion == kLastKnownSystem)
    for (const HeapWalk& walk : facts.heaps()) {
      if (problem || may_be_half_changed(facts, walk)) continue;
      problem = first_problem(facts, walk);
      if (problem) heap = &walk;
    }
  if (!is_reported && !is_seen && !problem) return std::nullopt;
  Finding finding;
  if (fault)
    finding = begin_fault_finding(
        facts, (is_reported ? "the heap reports damage in " : "the heap's own code follows a bad link in ") +
                   fault_place(facts));
  if (problem) {
    finding.summary = fmt::format("heap {:#x}: {}", heap->handle, problem->what);
    finding.address = problem->address;
    add_problem(facts, *heap, *problem, finding);
  }
  // A program that raises an exception of its own has noticed something: the damage is proven, the rest is
  // not.
  const bool is_noticed = fault && problem && is_of_entry(*problem) && !is_processor_code(fault->code) &&
                          !is_cpp_code(fault->code);
  const bool is_why = !fault || is_reported || is_noticed ||
                      (problem && (is_in_heap_at_fault(facts) || has_bad_pointer(facts, *problem)));
  // A null pointer or a division needs no damaged heap.
  const bool may_be_why = is_seen || (fault && fault->is_access_violation() && !fault->is_in_null_area());
  finding.confidence = is_why       ? Confidence::kCertain
                       : may_be_why ? Confidence::kLikely
                                    : Confidence::kPossible;
  finding.problem_class = "HEAP_CORRUPTION";
  return finding;
}

}  // namespace dumplab::diagnose::patterns
