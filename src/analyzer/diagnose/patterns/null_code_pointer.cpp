// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "diagnose/fault_finding.h"
#include "diagnose/pattern.h"
#include "diagnose/words.h"

namespace dumplab::diagnose::patterns {

std::optional<Finding> null_code_pointer(const Facts& facts) {
  const auto& fault = facts.fault();
  if (!fault || !fault->is_access_violation() || !fault->is_in_null_area() || !fault->is_execution())
    return std::nullopt;
  const unwind::CallStack* stack = facts.fault_stack();
  const bool has_caller = stack && stack->frames.size() > 1;
  Finding finding = begin_fault_finding(
      facts, fmt::format("execution at {:#x}{}", fault->address,
                         has_caller ? ", called by " + place_text(stack->frames[1]) : ""));
  add_caller(facts, finding);
  finding.problem_class = "NULL_POINTER_EXECUTE";
  finding.address = fault->address;
  return finding;
}

}  // namespace dumplab::diagnose::patterns
