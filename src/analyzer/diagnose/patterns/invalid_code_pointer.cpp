// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "diagnose/fault_finding.h"
#include "diagnose/fill_pattern.h"
#include "diagnose/pattern.h"
#include "diagnose/words.h"
#include "nt/memory_constants.h"
#include "nt/status.h"

namespace dumplab::diagnose::patterns {
namespace {

/// The processor ran bytes that are no module's until it met one that is no instruction.
bool ran_data(const Facts& facts) {
  const Fault& fault = *facts.fault();
  const bool is_instruction_fault = fault.code == nt::code(nt::Status::kIllegalInstruction) ||
                                    fault.code == nt::code(nt::Status::kPrivilegedInstruction);
  if (!is_instruction_fault || facts.modules().find(fault.ip)) return false;
  const regions::OwnedRegion* region = facts.find_region(fault.ip);
  return region && (region->kind == regions::OwnerKind::kStack || region->kind == regions::OwnerKind::kHeap);
}

}  // namespace

std::optional<Finding> invalid_code_pointer(const Facts& facts) {
  const auto& fault = facts.fault();
  if (!fault) return std::nullopt;
  const bool jumped = fault->is_access_violation() && fault->is_execution() && !fault->is_in_null_area() &&
                      !find_fill_pattern(fault->address);
  if (!jumped && !ran_data(facts)) return std::nullopt;
  const std::uint64_t address = jumped ? fault->address : fault->ip;
  const std::string region = region_text(facts, address), text = pointer_text(address);
  Finding finding = begin_fault_finding(
      facts, fmt::format("execution at {:#x}{}{}", address, region.empty() ? "" : ", ", region));
  if (!region.empty())
    finding.evidence.push_back({fmt::format("{:#x} is {}", address, region), address, {}, {}});
  if (!text.empty())
    finding.evidence.push_back(
        {fmt::format("its bytes are the characters \"{}\": text was written over a pointer", text),
         {},
         {},
         {}});
  add_caller(facts, finding);
  const regions::OwnedRegion* found = facts.find_region(address);
  const bool is_data = found && found->state == nt::kMemCommit;
  finding.confidence = jumped ? Confidence::kCertain : Confidence::kLikely;
  finding.problem_class = is_data ? "SOFTWARE_NX_FAULT" : "INVALID_POINTER_EXECUTE";
  finding.address = address;
  finding.next.push_back(fmt::format("!address {:x}", address));
  return finding;
}

}  // namespace dumplab::diagnose::patterns
