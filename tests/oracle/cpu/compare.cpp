// SPDX-License-Identifier: MIT
#include "oracle/cpu/compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "oracle/cpu/documented.h"
#include "oracle/cpu/engine.h"
#include "oracle/cpu/float_compare.h"
#include "x86/flags.h"
#include "x86/registers.h"
#include "x86/vectors.h"

namespace dumplab::oracle {
namespace {

constexpr std::uint32_t kCompared =
    x86::kStatusFlags | x86::kDirection | x86::kNestedTask | x86::kAlignmentCheck | x86::kIdentification;

bool ran(const OracleResult& result) { return result.vector == x86::kBreakpoint; }

/// The host says of INT n that user mode may not; ours stops after it.
void translate_interrupt(const OracleCase& test, OracleResult& ours) {
  if (ours.vector < kSoftwareInterrupt) return;
  const std::uint32_t number = ours.vector - kSoftwareInterrupt;
  if (number == x86::kOverflowTrap) {  // the other gate that user mode may use
    ours.vector = number;
    return;
  }
  ours.vector = x86::kGeneralProtection;
  ours.error_code = number << 3 | 2;  // IDT
  ours.eip = test.eip;
}

std::optional<std::string> compare_fault(const OracleResult& truth, const OracleResult& ours) {
  if (truth.vector != ours.vector) return fmt::format("vector {} not {}", ours.vector, truth.vector);
  if (truth.eip != ours.eip) return fmt::format("eip {:08x} not {:08x}", ours.eip, truth.eip);
  if (ran(truth)) return std::nullopt;
  // The simulated generation has no execute-disable bit.
  const std::uint32_t error_code =
      truth.error_code & ~(truth.vector == x86::kPageFault ? x86::kPageFaultFetch : 0);
  if (error_code != ours.error_code)
    return fmt::format("error code {:x} not {:x}", ours.error_code, error_code);
  if (truth.cr2 != ours.cr2) return fmt::format("cr2 {:08x} not {:08x}", ours.cr2, truth.cr2);
  return std::nullopt;
}

bool same_memory(const OracleResult& a, const OracleResult& b) {
  if (a.first > a.last || b.first > b.last) return a.first > a.last && b.first > b.last;
  return a.first == b.first && a.last == b.last && a.digest == b.digest;
}

std::string state_text(const OracleResult& result) {
  std::string text = fmt::format("eip {:08x} eflags {:06x} vector {} error {:x} cr2 {:08x}", result.eip,
                                 result.eflags, result.vector, result.error_code, result.cr2);
  for (unsigned i = 0; i < 8; ++i)
    text += fmt::format(" {} {:08x}", x86::name_of(static_cast<x86::Register>(i)), result.gpr[i]);
  if (result.first <= result.last) {
    text += fmt::format(" memory +{:x}..{:x}", result.first, result.last);
    for (unsigned i = 0; i <= result.last - result.first && i < 16; ++i)
      text += fmt::format(" {:02x}", result.changed[i]);
  }
  return text;
}

}  // namespace

std::vector<x86::Instruction> instructions_of(const OracleCase& test) {
  std::vector<x86::Instruction> instructions;
  unsigned at = 0;
  while (at < test.length) {
    const auto instruction = x86::decode({test.code + at, std::min<std::size_t>(15, sizeof test.code - at)});
    if (!instruction) break;
    instructions.push_back(*instruction);
    at += instruction->length();
  }
  return instructions;
}

std::optional<std::string> compare(const OracleCase& test, const OracleResult& truth,
                                   const OracleResult& result) {
  OracleResult ours = result;
  translate_interrupt(test, ours);
  std::uint32_t undefined = 0;
  const std::vector<x86::Instruction> instructions = instructions_of(test);
  for (const x86::Instruction& instruction : instructions) {
    for (const Undefined& entry : undefined_results()) {
      if (entry.applies(instruction, test, truth)) return std::nullopt;
    }
    // An instruction whose successor cannot be fetched has retired, too.
    undefined = ran(truth) || truth.eip != test.eip ? undefined_flags(instruction, test) : 0;
  }
  if (auto fault = compare_fault(truth, ours)) return fault;
  const std::uint32_t flags = (truth.eflags ^ ours.eflags) & kCompared & ~undefined;
  if (flags != 0) return fmt::format("eflags differ in {:x}", flags);
  for (unsigned i = 0; i < 8; ++i) {
    if (truth.gpr[i] != ours.gpr[i])
      return fmt::format("{} {:08x} not {:08x}", x86::name_of(static_cast<x86::Register>(i)), ours.gpr[i],
                         truth.gpr[i]);
  }
  if (test.uses_float) return compare_float(test, instructions.front(), truth, ours);
  if (!same_memory(truth, ours)) return "memory";
  return std::nullopt;
}

std::string describe(const OracleCase& test, const OracleResult& truth, const OracleResult& ours) {
  std::string text = "    ";
  std::uint32_t at = test.eip;
  for (const x86::Instruction& instruction : instructions_of(test)) {
    text += x86::format(instruction, at) + "; ";
    at += instruction.length();
  }
  text += "bytes";
  for (unsigned i = 0; i < test.length; ++i) text += fmt::format(" {:02x}", test.code[i]);
  OracleResult before{};
  std::copy_n(test.gpr, 8, before.gpr);
  before.eip = test.eip;
  before.eflags = test.eflags;
  before.first = 1;
  text += "\n      before " + state_text(before) + "\n      truth  " + state_text(truth) + "\n      ours   " +
          state_text(ours);
  text += fmt::format("\n      pattern {:02x}\n", fmt::join(test.pattern, " "));
  if (test.uses_float) text += describe_float(test, truth, ours);
  return text;
}

}  // namespace dumplab::oracle
