// SPDX-License-Identifier: MIT
#include "oracle/cpu/documented.h"

#include <initializer_list>
#include <optional>

#include "oracle/cpu/operand_address.h"
#include "x86/flags.h"
#include "x86/registers.h"
#include "x86/vectors.h"

namespace dumplab::oracle {
namespace {

using x86::Instruction;

bool is_any(const Instruction& instruction, std::initializer_list<ZydisMnemonic> names) {
  for (const ZydisMnemonic name : names) {
    if (instruction.mnemonic() == name) return true;
  }
  return false;
}

bool touches_segment_register(const Instruction& instruction) {
  for (unsigned i = 0; i < instruction.operand_count(); ++i) {
    const ZydisDecodedOperand& operand = instruction.operand(i);
    if (operand.type == ZYDIS_OPERAND_TYPE_REGISTER &&
        ZydisRegisterGetClass(operand.reg.value) == ZYDIS_REGCLASS_SEGMENT)
      return true;
  }
  return false;
}

constexpr NotRun kNotRun[] = {
    {"far CALL and JMP", "selectors are the host's",
     [](const Instruction& i) { return i.raw.meta.branch_type == ZYDIS_BRANCH_TYPE_FAR; }},
    {"MOV, PUSH, POP of segment registers", "selectors are the host's", touches_segment_register},
    {"memory operands in GS", "the host's GS is its thread's",
     [](const Instruction& i) { return (i.raw.attributes & ZYDIS_ATTRIB_HAS_SEGMENT_GS) != 0; }},
    {"CPUID", "tells the host's model",
     [](const Instruction& i) { return is_any(i, {ZYDIS_MNEMONIC_CPUID}); }},
    {"RDTSC", "the host's time", [](const Instruction& i) { return is_any(i, {ZYDIS_MNEMONIC_RDTSC}); }},
    {"SYSENTER", "enters the host's kernel",
     [](const Instruction& i) { return is_any(i, {ZYDIS_MNEMONIC_SYSENTER}); }},
    {"SYSCALL", "enters the host's kernel",
     [](const Instruction& i) { return is_any(i, {ZYDIS_MNEMONIC_SYSCALL}); }},
    {"INT 80", "enters the host's kernel",
     [](const Instruction& i) {
       return is_any(i, {ZYDIS_MNEMONIC_INT}) && i.raw.raw.imm[0].value.u == 0x80;
     }},
    {"TZCNT, LZCNT", "BSF and BSR on the simulated generation",
     [](const Instruction& i) {
       return is_any(i, {ZYDIS_MNEMONIC_TZCNT, ZYDIS_MNEMONIC_LZCNT});
     }},
};

/// Count of a shift: the immediate, CL, or 1.  Empty: no shift.
std::optional<std::uint32_t> shift_count(const Instruction& instruction, const OracleCase& test) {
  const bool two = is_any(instruction, {ZYDIS_MNEMONIC_SHLD, ZYDIS_MNEMONIC_SHRD});
  if (!two &&
      !is_any(instruction, {ZYDIS_MNEMONIC_SHL, ZYDIS_MNEMONIC_SHR, ZYDIS_MNEMONIC_SAR, ZYDIS_MNEMONIC_ROL,
                            ZYDIS_MNEMONIC_ROR, ZYDIS_MNEMONIC_RCL, ZYDIS_MNEMONIC_RCR}))
    return std::nullopt;
  const ZydisDecodedOperand& count = instruction.operand(two ? 2 : 1);
  if (count.type == ZYDIS_OPERAND_TYPE_IMMEDIATE) return static_cast<std::uint32_t>(count.imm.value.u) & 31;
  return test.gpr[x86::kEcx] & 31;
}

bool ran(const OracleResult& result) { return result.vector == x86::kBreakpoint; }

bool is_in_fs(const Instruction& instruction) {
  return (instruction.raw.attributes & ZYDIS_ATTRIB_HAS_SEGMENT_FS) != 0;
}

bool exceeds_fs(const Instruction& instruction, const OracleCase& test) {
  if (!is_in_fs(instruction)) return false;
  for (unsigned i = 0; i < instruction.operand_count(); ++i) {
    const ZydisDecodedOperand& operand = instruction.operand(i);
    if (!is_pointer(operand)) continue;
    const std::uint32_t offset = linear_address(operand, test) - ORACLE_FS_BASE;
    if (offset + (operand.size / 8 - 1) < offset) return true;
  }
  return false;
}

constexpr Undefined kUndefined[] = {
    {"BSF, BSR of 0: the destination",
     [](const Instruction& i, const OracleCase&, const OracleResult& silicon) {
       return ran(silicon) && is_any(i, {ZYDIS_MNEMONIC_BSF, ZYDIS_MNEMONIC_BSR}) &&
              (silicon.eflags & x86::kZero) != 0;
     }},
    {"SHLD, SHRD with a count beyond the size: destination and flags",
     [](const Instruction& i, const OracleCase& test, const OracleResult& silicon) {
       return ran(silicon) && is_any(i, {ZYDIS_MNEMONIC_SHLD, ZYDIS_MNEMONIC_SHRD}) &&
              *shift_count(i, test) > i.operand(0).size;
     }},
    {"BSWAP of 16 bits: the destination",
     [](const Instruction& i, const OracleCase&, const OracleResult& silicon) {
       return ran(silicon) && is_any(i, {ZYDIS_MNEMONIC_BSWAP}) && i.operand(0).size == 16;
     }},
    {"an operand over the end of FS with an x87 exception pending: which fault comes first",
     [](const Instruction& i, const OracleCase& test, const OracleResult& silicon) {
       return silicon.vector == x86::kFloatingPoint && exceeds_fs(i, test);
     }},
    {"FLDENV, FRSTOR that run over the end of FS: which registers are loaded before",
     [](const Instruction& i, const OracleCase& test, const OracleResult& silicon) {
       return silicon.vector == x86::kGeneralProtection && exceeds_fs(i, test) &&
              is_any(i, {ZYDIS_MNEMONIC_FLDENV, ZYDIS_MNEMONIC_FRSTOR});
     }},
};

}  // namespace

std::span<const NotRun> not_run() { return kNotRun; }
std::span<const Undefined> undefined_results() { return kUndefined; }

std::uint32_t undefined_flags(const Instruction& instruction, const OracleCase& test) {
  const std::uint32_t listed =
      instruction.raw.cpu_flags != nullptr ? instruction.raw.cpu_flags->undefined : 0;
  const std::optional<std::uint32_t> count = shift_count(instruction, test);
  if (!count) return listed;
  if (*count == 0) return 0;
  std::uint32_t undefined = *count == 1 ? listed & ~x86::kOverflow : listed;
  if (is_any(instruction, {ZYDIS_MNEMONIC_SHL, ZYDIS_MNEMONIC_SHR}) && *count >= instruction.operand(0).size)
    undefined |= x86::kCarry;
  return undefined;
}

}  // namespace dumplab::oracle
