// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "base/text.h"
#include "diagnose/fault_finding.h"
#include "diagnose/followup.h"
#include "diagnose/pattern.h"
#include "diagnose/raised.h"
#include "diagnose/words.h"

namespace dumplab::diagnose::patterns {

std::optional<Finding> software_exception(const Facts& facts) {
  const auto& fault = facts.fault();
  if (!fault || is_processor_code(fault->code) || is_self_diagnosis_code(fault->code) ||
      is_cpp_code(fault->code))
    return std::nullopt;
  const Raised raised = find_raise(facts);
  if (raised == Raised::kNo) return std::nullopt;
  const unwind::CallStack* stack = facts.fault_stack();
  const auto by = stack ? find_followup(*stack) : std::nullopt;
  Finding finding =
      begin_fault_finding(facts, fmt::format("exception {:08x} raised by {}", fault->code,
                                             by ? place_text(stack->frames[*by]) : fault_place(facts)));
  if (by)
    finding.evidence.push_back(
        {"raised by " + place_text(stack->frames[*by]), stack->frames[*by].eip, finding.thread, *by});
  const auto& parameters = fault->exception->ExceptionInformation;
  for (std::size_t i = 0; i < parameters.size(); ++i)
    finding.evidence.push_back({fmt::format("parameter {}: {:#x}", i, parameters[i]), {}, {}, {}});
  finding.confidence = raised == Raised::kNamed ? Confidence::kCertain : Confidence::kLikely;
  finding.problem_class = "APPLICATION_FAULT";
  finding.address = fault->ip;
  return finding;
}

}  // namespace dumplab::diagnose::patterns
