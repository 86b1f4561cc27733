// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "diagnose/fault_finding.h"
#include "diagnose/pattern.h"
#include "nt/status.h"

namespace dumplab::diagnose::patterns {

std::optional<Finding> unhandled_exception(const Facts& facts) {
  const auto& fault = facts.fault();
  if (!fault || facts.is_break_in()) return std::nullopt;
  const std::string name(nt::describe_status(fault->code));
  Finding finding =
      begin_fault_finding(facts, fmt::format("{} in {}",
                                             name.empty() ? fmt::format("exception {:08x}", fault->code)
                                                          : fmt::format("{:08x}, {},", fault->code, name),
                                             fault_place(facts)));
  finding.confidence = Confidence::kLikely;
  finding.is_fallback = true;
  finding.problem_class = "APPLICATION_FAULT";
  finding.address = fault->ip;
  return finding;
}

}  // namespace dumplab::diagnose::patterns
