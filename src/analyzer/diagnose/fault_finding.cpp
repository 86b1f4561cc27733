// SPDX-License-Identifier: MIT
#include "diagnose/fault_finding.h"

#include <fmt/format.h>

#include "diagnose/words.h"
#include "nt/memory_constants.h"
#include "nt/status.h"
#include "x86/decoder.h"

namespace dumplab::diagnose {
namespace {

std::string operand_text(const MemoryOperand& operand) {
  std::string text;
  const auto add = [&](const std::string& name, std::uint32_t value) {
    if (!name.empty()) text += fmt::format("{}{} = {:#x}", text.empty() ? "" : ", ", name, value);
  };
  add(operand.base, operand.base_value);
  add(operand.index, operand.index_value);
  return text;
}

}  // namespace

Finding begin_fault_finding(const Facts& facts, std::string summary) {
  const Fault& fault = *facts.fault();
  Finding finding;
  finding.summary = std::move(summary);
  finding.thread = fault.thread_id;
  const std::string_view name = nt::describe_status(fault.code);
  finding.evidence.push_back({fmt::format("exception {:08x}{}{}", fault.code, name.empty() ? "" : ", ", name),
                              fault.ip, fault.thread_id, std::nullopt});
  if (fault.access)
    finding.evidence.push_back(
        {fmt::format("{} {:#x}", describe(*fault.access), fault.address), fault.address, {}, {}});
  if (!fault.instruction.empty()) {
    const std::string registers = fault.operand ? operand_text(*fault.operand) : std::string();
    finding.evidence.push_back({fmt::format("{} in {}{}{}", fault.instruction, fault_place(facts),
                                            registers.empty() ? "" : " with ", registers),
                                fault.ip, fault.thread_id, 0});
  }
  finding.next = {".exr -1", ".ecxr", "kb"};
  return finding;
}

std::string fault_place(const Facts& facts) {
  const Fault& fault = *facts.fault();
  return place_text(facts.modules().describe(fault.ip, false), fault.ip);
}

bool add_caller(const Facts& facts, Finding& finding) {
  const unwind::CallStack* stack = facts.fault_stack();
  if (!stack || stack->frames.size() < 2) return false;
  const unwind::StackFrame& caller = stack->frames[1];
  std::string text = "called by " + place_text(caller);
  if (caller.evidence && caller.evidence->call && facts.fault()->is_x86)
    if (const auto call = x86::decode(caller.evidence->call->bytes))
      text += ": " + x86::format(*call, static_cast<std::uint32_t>(caller.evidence->call->address));
  finding.evidence.push_back({text, caller.eip, finding.thread, 1});
  finding.next.push_back(fmt::format("ub {:x}", caller.eip));
  return true;
}

std::string region_text(const Facts& facts, std::uint64_t address) {
  const regions::OwnedRegion* region = facts.find_region(address);
  if (!region) return {};
  if (region->kind == regions::OwnerKind::kKernel) return "of the kernel's half";
  const std::string owner = region->owner == "unknown" || region->owner == "free" ? "" : ", " + region->owner;
  if (region->state == nt::kMemFree) return "free";
  if (region->state == nt::kMemReserve) return "reserved, not committed" + owner;
  if (region->state != nt::kMemCommit) return {};
  const std::string protection = nt::describe_protection(region->protect);
  return "committed" + (protection.empty() ? "" : ", " + protection) + owner;
}

std::string access_text(const Fault& fault) {
  if (!fault.access) return {};
  std::string text = fmt::format("{} {:#x}", describe(*fault.access), fault.address);
  if (fault.operand && !fault.operand->base.empty())
    text += fmt::format(" through {} = {:#x}", fault.operand->base, fault.operand->base_value);
  return text;
}

std::string pointer_text(std::uint64_t value) {
  std::string text;
  for (int i = 0; i < 4; ++i) {
    const auto byte = static_cast<char>(value >> 8 * i & 0xff);
    if (byte < 0x20 || byte > 0x7e) return {};
    text += byte;
  }
  return value >> 32 ? std::string() : text;
}

}  // namespace dumplab::diagnose
