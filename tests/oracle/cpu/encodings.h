// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "x86/decoder.h"

namespace dumplab::oracle {

/// One encoding of a row of mnemonics.def: opcode and the ModRM byte that belongs to it.
struct Encoding {
  std::uint8_t prefix = 0;  // 66, F2, F3 where it selects the instruction; else 0
  bool two_byte = false;    // 0F first
  std::uint8_t opcode = 0;
  bool has_modrm = false;
  bool in_memory = false;  // the ModRM operand is memory: mod and rm are free
  bool free_rm = false;    // mod is 3 and every rm gives this instruction
  std::uint8_t modrm = 0;  // as found; free parts are to be replaced
};

struct RowEncodings {
  ZydisMnemonic mnemonic = ZYDIS_MNEMONIC_INVALID;
  std::string family;
  std::vector<Encoding> encodings;
};

/// Every row of mnemonics.def with every encoding that decodes to it: found by trying all opcodes and ModRM
/// bytes, so that aliases and new rows need no list.
std::vector<RowEncodings> find_encodings();

/// Families in the order of mnemonics.def.
std::vector<std::string> families();

/// Whether the instruction reads or writes x87, MMX or SSE state.
bool uses_float_state(const x86::Instruction& instruction);

}  // namespace dumplab::oracle
