// SPDX-License-Identifier: MIT
#include "diagnose/fill_pattern.h"

#include <fmt/format.h>

#include "diagnose/fault_finding.h"
#include "diagnose/pattern.h"

namespace dumplab::diagnose::patterns {

std::optional<Finding> fill_pattern_pointer(const Facts& facts) {
  const auto& fault = facts.fault();
  if (!fault || !fault->is_access_violation() || !fault->access) return std::nullopt;
  std::optional<FillPattern> found;
  bool is_exact = false;
  const auto look_at = [&](std::uint64_t value) {
    const auto pattern = find_fill_pattern(value);
    if (!pattern || is_exact) return;
    found = pattern;
    is_exact = pattern->value == value;
  };
  look_at(fault->address);
  if (found && fault->operand) {
    look_at(fault->operand->base_value);
    look_at(fault->operand->index_value);
  }
  if (!found) return std::nullopt;
  Finding finding = begin_fault_finding(facts, fmt::format("{} in {}: {:08x} is {}", access_text(*fault),
                                                           fault_place(facts), found->value, found->meaning));
  finding.evidence.push_back({fmt::format("{:08x} fills {}", found->value, found->meaning), {}, {}, {}});
  if (fault->is_execution()) add_caller(facts, finding);
  finding.confidence = is_exact ? Confidence::kCertain : Confidence::kLikely;
  finding.problem_class = fmt::format("FILL_PATTERN_{:08x}", found->value);
  finding.address = fault->address;
  finding.next.push_back(fmt::format("s -d 0 L?7fffffff {:x}", found->value));
  return finding;
}

}  // namespace dumplab::diagnose::patterns
