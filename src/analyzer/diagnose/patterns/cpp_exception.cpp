// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "diagnose/cpp_throw.h"
#include "diagnose/fault_finding.h"
#include "diagnose/followup.h"
#include "diagnose/pattern.h"
#include "diagnose/raised.h"
#include "diagnose/words.h"

namespace dumplab::diagnose::patterns {

std::optional<Finding> cpp_exception(const Facts& facts) {
  const auto& fault = facts.fault();
  if (!fault || !is_cpp_code(fault->code)) return std::nullopt;
  const auto found = read_cpp_throw(facts);
  const unwind::CallStack* stack = facts.fault_stack();
  const auto by = stack ? find_followup(*stack) : std::nullopt;
  const std::string type = found && !found->types.empty() ? found->types[0] : "an object";
  const std::string message = found && !found->message.empty() ? fmt::format(" \"{}\"", found->message) : "";
  Finding finding =
      begin_fault_finding(facts, fmt::format("{}{} thrown by {}", type, message,
                                             by ? place_text(stack->frames[*by]) : fault_place(facts)));
  if (by)
    finding.evidence.push_back(
        {"thrown by " + place_text(stack->frames[*by]), stack->frames[*by].eip, finding.thread, *by});
  if (found) {
    finding.address = found->object;
    finding.evidence.push_back({"the thrown object, of type " + type, found->object, {}, {}});
    for (std::size_t i = 1; i < found->types.size(); ++i)
      finding.evidence.push_back({"may be caught as " + found->types[i], found->throw_info, {}, {}});
    if (!found->message.empty())
      finding.evidence.push_back({fmt::format("its text is \"{}\"", found->message), found->object, {}, {}});
    finding.next.push_back(fmt::format("dd {:x}", found->object));
  }
  finding.problem_class = "CPP_EXCEPTION";
  return finding;
}

}  // namespace dumplab::diagnose::patterns
