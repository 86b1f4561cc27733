// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "diagnose/fault_finding.h"
#include "diagnose/fill_pattern.h"
#include "diagnose/heap_code.h"
#include "diagnose/pattern.h"
#include "diagnose/stack_end.h"
#include "nt/memory_constants.h"

namespace dumplab::diagnose::patterns {
namespace {

/// The access began in memory that is there and ran over its end.
bool ran_over_an_end(const Facts& facts) {
  const Fault& fault = *facts.fault();
  if (fault.address % nt::kPageSize != 0 || !fault.operand) return false;
  const regions::OwnedRegion* below = facts.find_region(fault.address - 1);
  return below && below->state == nt::kMemCommit;
}

}  // namespace

std::optional<Finding> invalid_pointer(const Facts& facts) {
  const auto& fault = facts.fault();
  if (!fault || !fault->is_access_violation() || !fault->access || fault->is_execution() ||
      fault->is_in_null_area())
    return std::nullopt;
  if (find_fill_pattern(fault->address) || is_at_stack_end(facts)) return std::nullopt;
  const std::string region = region_text(facts, fault->address);
  Finding finding =
      begin_fault_finding(facts, fmt::format("{} in {}{}{}", access_text(*fault), fault_place(facts),
                                             region.empty() ? "" : ": ", region));
  if (!region.empty())
    finding.evidence.push_back({fmt::format("{:#x} is {}", fault->address, region), fault->address, {}, {}});
  const std::string text = pointer_text(fault->operand ? fault->operand->base_value : fault->address);
  if (!text.empty())
    finding.evidence.push_back(
        {fmt::format("the pointer's bytes are the characters \"{}\": text was written over it", text),
         {},
         {},
         {}});
  if (ran_over_an_end(facts))
    finding.evidence.push_back(
        {"the memory in front of it is there: the access ran over an end", fault->address - 1, {}, {}});
  // The bad pointer is the heap's own: somebody wrote over it before.
  finding.confidence = is_heap_function_at_fault(facts) ? Confidence::kPossible : Confidence::kCertain;
  finding.problem_class = fmt::format("INVALID_POINTER_{}", class_word(*fault->access));
  finding.address = fault->address;
  finding.next.push_back(fmt::format("!address {:x}", fault->address));
  return finding;
}

}  // namespace dumplab::diagnose::patterns
