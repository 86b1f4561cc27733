// SPDX-License-Identifier: MIT
#include "cpu/emitter.h"

#include <bit>
#include <utility>

#include "cpu/dispatch.h"

namespace dumplab::cpu {
namespace {

template <bool kNarrow, bool kFs>
DUMPLAB_INLINE bool compute_address(Core& core, const Op& op, Flags&) {
  std::uint32_t linear = address<true>(core, op);
  if constexpr (kNarrow) linear &= 0xffff;
  if constexpr (kFs) {
    const std::uint32_t size = op.arg.immediate;  // bytes accessed
    if (size != 0 && linear + (size - 1) < linear) return core.raise(x86::kGeneralProtection);
    linear += core.fs_base;
  }
  put(core, kAddressRegister, linear);
  return true;
}

DUMPLAB_HANDLER(leave_to_link) {
  DUMPLAB_FLAGS;
  core->eip = op->exit.eip;
  core->link = op;
  DUMPLAB_LEAVE;
}

DUMPLAB_INLINE const Op* look_up(Core& core, const Op& op, Flags&) { return find_hot(core, op.exit.eip); }

/// Bytes at the operand's own address; 0 if nothing is read or written just there.
std::uint32_t accessed_size(const x86::Instruction& instruction, const ZydisDecodedOperand& operand) {
  const bool hint = instruction.mnemonic() == ZYDIS_MNEMONIC_NOP ||
                    instruction.raw.meta.category == ZYDIS_CATEGORY_PREFETCH;
  const bool bit_string = instruction.raw.meta.category == ZYDIS_CATEGORY_BITBYTE &&
                          instruction.operand(1).type == ZYDIS_OPERAND_TYPE_REGISTER;
  const bool in_parts = operand.size > 80 && operand.size != 128;  // LongOperand
  return hint || bit_string || in_parts ? 0 : operand.size / 8u;
}

}  // namespace

Handler* const kNearExit = leave_to_link;
Handler* const kFarExit = jump<look_up>;

std::uint8_t register_offset(ZydisRegister reg) {
  unsigned offset = kZeroRegister;
  if (reg >= ZYDIS_REGISTER_EAX && reg <= ZYDIS_REGISTER_EDI) offset = (reg - ZYDIS_REGISTER_EAX) * 4u;
  if (reg >= ZYDIS_REGISTER_AX && reg <= ZYDIS_REGISTER_DI) offset = (reg - ZYDIS_REGISTER_AX) * 4u;
  if (reg >= ZYDIS_REGISTER_AL && reg <= ZYDIS_REGISTER_BL) offset = (reg - ZYDIS_REGISTER_AL) * 4u;
  if (reg >= ZYDIS_REGISTER_AH && reg <= ZYDIS_REGISTER_BH) offset = (reg - ZYDIS_REGISTER_AH) * 4u + 1;
  return static_cast<std::uint8_t>(offset);
}

Emitter::Emitter(std::vector<Op>& ops, const x86::Instruction& instruction, std::uint32_t eip,
                 unsigned position)
    : ops_(ops), instruction_(instruction), eip_(eip), position_(position) {
  arg.destination = arg.source = arg.base = arg.index = kZeroRegister;
  const unsigned first_source = is_register(0) ? 1 : 0;
  if (is_register(0)) arg.destination = register_offset(reg(0));
  for (unsigned index = operands(); index-- > 0;) {
    const ZydisDecodedOperand& operand = instruction.operand(index);
    if (operand.type == ZYDIS_OPERAND_TYPE_REGISTER && index >= first_source) {
      arg.source = register_offset(operand.reg.value);
    }
    if (operand.type == ZYDIS_OPERAND_TYPE_MEMORY) read_memory_operand(operand);
    if (operand.type == ZYDIS_OPERAND_TYPE_IMMEDIATE) {
      arg.immediate =
          static_cast<std::uint32_t>(operand.imm.value.u) + (operand.imm.is_relative ? next_eip() : 0);
    }
  }
}

void Emitter::read_memory_operand(const ZydisDecodedOperand& operand) {
  arg.base = register_offset(operand.mem.base);
  arg.index = register_offset(operand.mem.index);
  arg.scale = operand.mem.scale == 0 ? 0 : static_cast<std::uint8_t>(std::countr_zero(operand.mem.scale));
  arg.displacement = static_cast<std::uint32_t>(operand.mem.disp.value);
  const bool pops_memory = instruction_.mnemonic() == ZYDIS_MNEMONIC_POP;
  // POP computes the address after ESP has moved.  Source: Intel SDM vol. 2, POP.
  if (pops_memory && operand.mem.base == ZYDIS_REGISTER_ESP) arg.displacement += operand_size();
  const bool narrow = instruction_.raw.address_width == 16;
  const bool fs = operand.mem.segment == ZYDIS_REGISTER_FS && instruction_.mnemonic() != ZYDIS_MNEMONIC_LEA;
  if (!narrow && !fs) return;
  Handler* const handler = narrow
                               ? (fs ? step<compute_address<true, true>> : step<compute_address<true, false>>)
                               : step<compute_address<false, true>>;
  const std::uint32_t immediate = std::exchange(arg.immediate, accessed_size(instruction_, operand));
  emit(handler);
  arg.immediate = immediate;
  arg.base = kAddressRegister;
  arg.index = kZeroRegister;
  arg.scale = 0;
  arg.displacement = 0;
}

bool Emitter::indexed() const { return arg.index != kZeroRegister; }

void Emitter::flatten_address() {
  if (!indexed()) return;
  emit(step<compute_address<false, false>>);
  arg.base = kAddressRegister;
  arg.index = kZeroRegister;
  arg.displacement = 0;
}

void Emitter::emit(Handler* handler) {
  Op op{};
  op.handler = handler;
  op.next_eip = next_eip();
  op.length = static_cast<std::uint8_t>(instruction_.length());
  op.position = static_cast<std::uint8_t>(position_);
  op.arg = arg;
  ops_.push_back(op);
}

void Emitter::emit_exit(std::uint32_t target) {
  Op op{};
  op.next_eip = target;
  op.position = static_cast<std::uint8_t>(position_);
  op.exit = Exit{nullptr, target};
  ops_.push_back(op);
  ended_ = true;
}

}  // namespace dumplab::cpu
