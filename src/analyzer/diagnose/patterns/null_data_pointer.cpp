// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "diagnose/fault_finding.h"
#include "diagnose/pattern.h"

namespace dumplab::diagnose::patterns {

/// A member of an object at 0 lies in the 64 KiB where nothing can be.
std::optional<Finding> null_data_pointer(const Facts& facts) {
  const auto& fault = facts.fault();
  if (!fault || !fault->is_access_violation() || !fault->is_in_null_area() || fault->is_execution())
    return std::nullopt;
  Finding finding =
      begin_fault_finding(facts, fmt::format("{} in {}", access_text(*fault), fault_place(facts)));
  const bool base_is_null = fault->operand && (fault->operand->base_value == 0 || fault->address == 0);
  finding.confidence = base_is_null || fault->address == 0 ? Confidence::kCertain : Confidence::kLikely;
  finding.problem_class = fmt::format("{}_{}", fault->address == 0 ? "NULL_POINTER" : "NULL_CLASS_PTR",
                                      class_word(*fault->access));
  finding.address = fault->address;
  finding.next.push_back(fmt::format("ub {:x}", fault->ip));
  return finding;
}

}  // namespace dumplab::diagnose::patterns
