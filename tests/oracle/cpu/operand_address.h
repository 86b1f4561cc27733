// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "oracle/cpu/case.h"
#include "x86/decoder.h"
#include "x86/registers.h"

namespace dumplab::oracle {

inline bool is_pointer(const ZydisDecodedOperand& operand) {
  return operand.type == ZYDIS_OPERAND_TYPE_MEMORY && operand.mem.type == ZYDIS_MEMOP_TYPE_MEM;
}

inline unsigned register_id(ZydisRegister name) {
  return static_cast<unsigned>(ZydisRegisterGetId(name)) & 7;
}

/// Linear address of a memory operand with 32-bit addressing, before the instruction runs.
inline std::uint32_t linear_address(const ZydisDecodedOperand& operand, const OracleCase& test) {
  std::uint32_t address = static_cast<std::uint32_t>(operand.mem.disp.value);
  if (operand.mem.base != ZYDIS_REGISTER_NONE) address += test.gpr[register_id(operand.mem.base)];
  if (operand.mem.index == ZYDIS_REGISTER_AL) {
    address += test.gpr[x86::kEax] & 0xff;
  } else if (operand.mem.index != ZYDIS_REGISTER_NONE) {
    address += test.gpr[register_id(operand.mem.index)] * operand.mem.scale;
  }
  return operand.mem.segment == ZYDIS_REGISTER_FS ? address + ORACLE_FS_BASE : address;
}

}  // namespace dumplab::oracle
