// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "diagnose/fault_finding.h"
#include "diagnose/pattern.h"
#include "diagnose/recursion.h"
#include "diagnose/stack_end.h"
#include "diagnose/words.h"
#include "nt/status.h"

namespace dumplab::diagnose::patterns {
namespace {

std::string cycle_text(const unwind::CallStack& stack, const Recursion& recursion) {
  std::string text;
  for (std::size_t i = 0; i < recursion.period; ++i)
    text += (i == 0 ? "" : ", ") + function_text(stack.frames[recursion.first + i]);
  return text;
}

}  // namespace

std::optional<Finding> stack_overflow(const Facts& facts) {
  const auto& fault = facts.fault();
  if (!fault) return std::nullopt;
  const bool is_code = fault->code == nt::code(nt::Status::kStackOverflow);
  const bool is_behind_guard = fault->is_access_violation() && is_at_stack_end(facts);
  if (!is_code && !is_behind_guard) return std::nullopt;
  Finding finding = begin_fault_finding(facts, "the stack is used up in " + fault_place(facts));
  if (const structures::ThreadBlock* block = facts.process().find_thread(fault->thread_id)) {
    finding.evidence.push_back(
        {fmt::format("ESP {:#x}; the stack reaches from {:#x} down to {:#x}, reserved down to {:#x}",
                     fault->sp, block->stack_base, block->stack_limit, block->deallocation_stack),
         fault->sp,
         fault->thread_id,
         {}});
    finding.next.push_back("!teb");
  }
  const unwind::CallStack* stack = facts.fault_stack();
  if (const auto recursion = stack ? find_recursion(*stack) : std::nullopt) {
    const std::string cycle = cycle_text(*stack, *recursion);
    finding.summary = fmt::format(
        "{} recurs {} times{}", cycle, recursion->rounds(),
        recursion->period > 1 ? fmt::format(" in rounds of {} functions", recursion->period) : std::string());
    finding.evidence.push_back({fmt::format("{} frames of {}; {:#x} bytes of stack in each round",
                                            recursion->frames, cycle, recursion->bytes),
                                stack->frames[recursion->first].eip, fault->thread_id, recursion->first});
    if (recursion->caller() < stack->frames.size())
      finding.evidence.push_back({"first called by " + place_text(stack->frames[recursion->caller()]),
                                  stack->frames[recursion->caller()].eip, fault->thread_id,
                                  recursion->caller()});
  }
  finding.confidence = is_code ? Confidence::kCertain : Confidence::kLikely;
  finding.problem_class = "STACK_OVERFLOW";
  finding.address = fault->ip;
  finding.next.push_back("kf 1000");
  return finding;
}

}  // namespace dumplab::diagnose::patterns
