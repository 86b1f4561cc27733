// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "diagnose/fault_finding.h"
#include "diagnose/pattern.h"
#include "nt/status.h"

namespace dumplab::diagnose::patterns {

std::optional<Finding> illegal_instruction(const Facts& facts) {
  const auto& fault = facts.fault();
  if (!fault) return std::nullopt;
  const bool is_privileged = fault->code == nt::code(nt::Status::kPrivilegedInstruction);
  if (!is_privileged && fault->code != nt::code(nt::Status::kIllegalInstruction)) return std::nullopt;
  Finding finding = begin_fault_finding(
      facts, fmt::format("{} in {}", is_privileged ? "a privileged instruction" : "an illegal instruction",
                         fault_place(facts)));
  if (fault->mnemonic == "ud2")
    finding.evidence.push_back(
        {"UD2 is there to trap: a compiler puts it where the program must not go", fault->ip, {}, {}});
  finding.confidence = facts.modules().find(fault->ip) ? Confidence::kCertain : Confidence::kPossible;
  finding.problem_class = is_privileged ? "PRIVILEGED_INSTRUCTION" : "ILLEGAL_INSTRUCTION";
  finding.address = fault->ip;
  finding.next.push_back(fmt::format("u {:x} L1", fault->ip));
  return finding;
}

}  // namespace dumplab::diagnose::patterns
