// SPDX-License-Identifier: MIT
#pragma once

#include <Zydis/Zydis.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace dumplab::x86 {

/// The longest legal instruction, in bytes.  Source: Intel SDM vol. 2, 2.3.11.
inline constexpr std::size_t kMaxInstructionLength = 15;

/// One decoded instruction of 32-bit protected mode.  Enumerators are Zydis's own (ZYDIS_MNEMONIC_*, ...).
struct Instruction {
  ZydisDecodedInstruction raw;
  std::array<ZydisDecodedOperand, ZYDIS_MAX_OPERAND_COUNT> operands;

  unsigned length() const { return raw.length; }  // bytes
  ZydisMnemonic mnemonic() const { return raw.mnemonic; }
  unsigned operand_count() const { return raw.operand_count_visible; }
  const ZydisDecodedOperand& operand(unsigned index) const { return operands[index]; }
};

enum class DecodeStatus : std::uint8_t {
  kDone,
  kMoreBytes,  // the bytes end inside the instruction
  kTooLong,    // more than 15 bytes: #GP(0) on a processor
  kInvalid,    // no such instruction, or an illegal LOCK: #UD on a processor
};

/// Decodes the instruction at the start of `bytes` (at most 15 are looked at) into `out`.
/// `out` is meaningful only for kDone.
DecodeStatus decode_into(std::span<const std::uint8_t> bytes, Instruction& out);

/// The same with only success told apart.
std::optional<Instruction> decode(std::span<const std::uint8_t> bytes);

/// Intel syntax in lower case, as if the instruction stood at linear address `address`.
std::string format(const Instruction& instruction, std::uint32_t address);

/// "add", "movsx", ...: static storage.
const char* mnemonic_text(ZydisMnemonic mnemonic);

/// Near or far CALL, direct or indirect.
bool is_call(const Instruction& instruction);

/// Near or far RET, with or without an immediate.
bool is_return(const Instruction& instruction);

/// Jcc, JECXZ, LOOPcc.
bool is_conditional_branch(const Instruction& instruction);

/// JMP, direct or indirect.
bool is_jump(const Instruction& instruction);

bool is_push_ebp(const Instruction& instruction);
bool is_mov_ebp_esp(const Instruction& instruction);
bool is_leave(const Instruction& instruction);

/// The target of a direct CALL, JMP or Jcc standing at linear address `address`; empty for any other one.
std::optional<std::uint32_t> direct_target(const Instruction& instruction, std::uint32_t address);

/// Length in bytes of a CALL (E8 rel32 or FF /2, prefixes not counted) that ends exactly where
/// `bytes_before` ends, the last up to 7 bytes before a possible return address.  Empty if they hold none.
/// With several readings E8 rel32 wins, then the shortest.
std::optional<unsigned> call_length_before(std::span<const std::uint8_t> bytes_before);

}  // namespace dumplab::x86
