// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include "cpu/op.h"
#include "x86/decoder.h"

namespace dumplab::cpu {

/// Turns one decoded instruction into ops at the end of a block.  Selectors drive it.
class Emitter {
 public:
  Emitter(std::vector<Op>& ops, const x86::Instruction& instruction, std::uint32_t eip, unsigned position);

  const x86::Instruction& instruction() const { return instruction_; }
  std::uint32_t next_eip() const { return eip_ + instruction_.length(); }

  unsigned operands() const { return instruction_.operand_count(); }
  bool is_register(unsigned index) const { return type(index) == ZYDIS_OPERAND_TYPE_REGISTER; }
  bool is_memory(unsigned index) const { return type(index) == ZYDIS_OPERAND_TYPE_MEMORY; }
  bool is_immediate(unsigned index) const { return type(index) == ZYDIS_OPERAND_TYPE_IMMEDIATE; }
  ZydisRegister reg(unsigned index) const { return instruction_.operand(index).reg.value; }
  unsigned size(unsigned index) const { return instruction_.operand(index).size / 8u; }  // bytes
  unsigned operand_size() const { return instruction_.raw.operand_width / 8u; }          // bytes
  bool has(std::uint64_t zydis_attribute) const {
    return (instruction_.raw.attributes & zydis_attribute) != 0;
  }

  /// The memory operand has an index register.
  bool indexed() const;

  /// Turns an indexed memory operand into one with a base only, at the price of one more op.
  void flatten_address();

  /// Appends an op with the arguments of the instruction: destination = register operand 0, source = the
  /// next register operand, the memory operand's parts, the immediate (a branch: its target).
  void emit(Handler* handler);

  /// Appends the exit to `target` of a branch.
  void emit_exit(std::uint32_t target);

  /// The block ends with this instruction; its handler finds the way on by itself.
  void end_block() { ended_ = true; }
  bool ended() const { return ended_; }

  Arguments arg{};

  /// The memory operand is written and in the code segment: #GP(0), but only where the write would be done.
  bool refuses_write = false;

 private:
  ZydisOperandType type(unsigned index) const {
    return index < operands() ? instruction_.operand(index).type : ZYDIS_OPERAND_TYPE_UNUSED;
  }
  void read_memory_operand(const ZydisDecodedOperand& operand);

  std::vector<Op>& ops_;
  const x86::Instruction& instruction_;
  std::uint32_t eip_;
  unsigned position_;
  bool ended_ = false;
};

/// Emits an instruction of one mnemonic; `variant` comes from the table row.  False: this form is not there.
using Selector = bool(Emitter& emit, unsigned variant);

/// Byte offset into Core::registers of a general register of any size, kZeroRegister for any other.
std::uint8_t register_offset(ZydisRegister reg);

/// The exit handlers: one that is linked to its successor, one that looks it up each time.
extern Handler* const kNearExit;
extern Handler* const kFarExit;

}  // namespace dumplab::cpu
