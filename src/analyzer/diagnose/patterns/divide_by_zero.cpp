// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "diagnose/fault_finding.h"
#include "diagnose/pattern.h"
#include "nt/status.h"

namespace dumplab::diagnose::patterns {

/// The processor has one fault for a divisor of 0 and for a quotient that does not fit.
std::optional<Finding> divide_by_zero(const Facts& facts) {
  const auto& fault = facts.fault();
  if (!fault) return std::nullopt;
  const bool is_division = fault->mnemonic == "div" || fault->mnemonic == "idiv";
  const bool is_zero = fault->code == nt::code(nt::Status::kIntegerDivideByZero);
  const bool is_float = fault->code == nt::code(nt::Status::kFloatDivideByZero);
  const bool does_not_fit = fault->code == nt::code(nt::Status::kIntegerOverflow) && is_division;
  if (!is_zero && !is_float && !does_not_fit) return std::nullopt;
  Finding finding = begin_fault_finding(
      facts, fmt::format("{} in {}", does_not_fit ? "a quotient that does not fit" : "division by zero",
                         fault_place(facts)));
  if (is_division && fault->operand) {
    const auto divisor = facts.memory().read_u32({fault->operand->address});
    if (divisor)
      finding.evidence.push_back(
          {fmt::format("the divisor at {:#x} is {:#x}", fault->operand->address, *divisor),
           fault->operand->address,
           {},
           {}});
    finding.next.push_back(fmt::format("dd {:x} L1", fault->operand->address));
  }
  finding.address = fault->ip;
  finding.problem_class = does_not_fit ? "INTEGER_OVERFLOW"
                          : is_float   ? "FLOAT_DIVIDE_BY_ZERO"
                                       : "INTEGER_DIVIDE_BY_ZERO";
  return finding;
}

}  // namespace dumplab::diagnose::patterns
