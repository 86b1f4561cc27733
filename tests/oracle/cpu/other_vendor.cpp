// SPDX-License-Identifier: MIT
#include "oracle/cpu/other_vendor.h"

#include <cpuid.h>

#include <algorithm>
#include <initializer_list>

#include "oracle/cpu/compare.h"
#include "x86/registers.h"
#include "x86/vectors.h"

namespace dumplab::oracle {
namespace {

using x86::Instruction;

bool is_any(const Instruction& instruction, std::initializer_list<ZydisMnemonic> names) {
  return std::ranges::find(names, instruction.mnemonic()) != names.end();
}
bool has_repeat(const Instruction& instruction) {
  const auto& raw = instruction.raw.raw;
  return std::any_of(raw.prefixes, raw.prefixes + raw.prefix_count,
                     [](const auto& prefix) { return prefix.value == 0xf2 || prefix.value == 0xf3; });
}
constexpr std::uint32_t kStackFault = 12, kLastPage = 0xfffff000;

/// Source: AMD64 Architecture Programmer's Manual, volumes 1 to 5; seen on Zen.
constexpr VendorDifference kDifferences[] = {
    {"an operand over the top of the address space breaks the segment's limit, not a page",
     [](const Instruction&, const OracleCase&, const OracleResult& silicon, const OracleResult& ours) {
       return (silicon.vector == x86::kGeneralProtection || silicon.vector == kStackFault) &&
              ours.vector == x86::kPageFault && ours.cr2 >= kLastPage;
     }},
    {"0F 0D prefetches and has no register form",
     [](const Instruction& i, const OracleCase&, const OracleResult& silicon, const OracleResult&) {
       return is_any(i, {ZYDIS_MNEMONIC_NOP}) && silicon.vector == x86::kInvalidOpcode;
     }},
    {"SHLD, SHRD with a count beyond the size: undefined, also where a single step follows",
     [](const Instruction& i, const OracleCase& test, const OracleResult&, const OracleResult&) {
       if (!is_any(i, {ZYDIS_MNEMONIC_SHLD, ZYDIS_MNEMONIC_SHRD})) return false;
       const ZydisDecodedOperand& count = i.operand(2);
       const auto value = count.type == ZYDIS_OPERAND_TYPE_IMMEDIATE
                              ? static_cast<std::uint32_t>(count.imm.value.u)
                              : test.gpr[x86::kEcx];
       return (value & 31) > i.operand(0).size;
     }},
    {"a repeat prefix changes the condition of LOOPE and LOOPNE",
     [](const Instruction& i, const OracleCase&, const OracleResult&, const OracleResult&) {
       return is_any(i, {ZYDIS_MNEMONIC_LOOPE, ZYDIS_MNEMONIC_LOOPNE}) && has_repeat(i);
     }},
    {"flags of repeated CMPS and SCAS that are interrupted are those of the last comparison",
     [](const Instruction& i, const OracleCase&, const OracleResult& silicon, const OracleResult&) {
       return has_repeat(i) && (silicon.vector == x86::kPageFault || silicon.vector == x86::kDebug) &&
              is_any(i, {ZYDIS_MNEMONIC_CMPSB, ZYDIS_MNEMONIC_CMPSW, ZYDIS_MNEMONIC_CMPSD,
                         ZYDIS_MNEMONIC_SCASB, ZYDIS_MNEMONIC_SCASW, ZYDIS_MNEMONIC_SCASD});
     }},
    {"UD0 and UD1 fault before their operands are fetched",
     [](const Instruction& i, const OracleCase&, const OracleResult& silicon, const OracleResult& ours) {
       return is_any(i, {ZYDIS_MNEMONIC_UD0, ZYDIS_MNEMONIC_UD1}) && silicon.vector == x86::kInvalidOpcode &&
              ours.vector == x86::kPageFault;
     }},
    {"a store of x87 looks at its place before its value",
     [](const Instruction& i, const OracleCase&, const OracleResult& silicon, const OracleResult&) {
       return (silicon.vector == x86::kPageFault || silicon.vector == x86::kGeneralProtection) &&
              is_any(i, {ZYDIS_MNEMONIC_FST, ZYDIS_MNEMONIC_FSTP, ZYDIS_MNEMONIC_FIST, ZYDIS_MNEMONIC_FISTP,
                         ZYDIS_MNEMONIC_FBSTP});
     }},
    {"FXSAVE and FXRSTOR leave the x87 instruction alone where no exception is pending",
     [](const Instruction& i, const OracleCase&, const OracleResult&, const OracleResult&) {
       return is_any(i, {ZYDIS_MNEMONIC_FXSAVE, ZYDIS_MNEMONIC_FXRSTOR});
     }},
    {"MXCSR has a bit 17", [](const Instruction& i, const OracleCase&, const OracleResult&,
                              const OracleResult&) { return is_any(i, {ZYDIS_MNEMONIC_LDMXCSR}); }},
    {"an MMX store that faults has set the x87 state already; masked stores look at all of their bytes",
     [](const Instruction& i, const OracleCase&, const OracleResult&, const OracleResult&) {
       return is_any(i, {ZYDIS_MNEMONIC_MOVD, ZYDIS_MNEMONIC_MOVQ, ZYDIS_MNEMONIC_MOVNTQ,
                         ZYDIS_MNEMONIC_MASKMOVQ, ZYDIS_MNEMONIC_MASKMOVDQU});
     }},
};

}  // namespace

std::span<const VendorDifference> vendor_differences() { return kDifferences; }

bool is_intel_host() {
  unsigned largest = 0, b = 0, c = 0, d = 0;
  return __get_cpuid(0, &largest, &b, &c, &d) && b == signature_INTEL_ebx && c == signature_INTEL_ecx &&
         d == signature_INTEL_edx;
}

bool is_vendor_difference(const OracleCase& test, const OracleResult& silicon, const OracleResult& ours) {
  for (const Instruction& instruction : instructions_of(test))
    for (const VendorDifference& row : kDifferences)
      if (row.applies(instruction, test, silicon, ours)) return true;
  return false;
}

}  // namespace dumplab::oracle
