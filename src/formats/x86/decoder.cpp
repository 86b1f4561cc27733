// SPDX-License-Identifier: MIT
#include "x86/decoder.h"

#include <algorithm>

namespace dumplab::x86 {
namespace {

ZydisDecoder make_decoder() {
  ZydisDecoder decoder;
  ZydisDecoderInit(&decoder, ZYDIS_MACHINE_MODE_LEGACY_32, ZYDIS_STACK_WIDTH_32);
  return decoder;
}

ZydisFormatter make_formatter() {
  ZydisFormatter formatter;
  ZydisFormatterInit(&formatter, ZYDIS_FORMATTER_STYLE_INTEL);
  return formatter;
}

bool is_register(const ZydisDecodedOperand& operand, ZydisRegister reg) {
  return operand.type == ZYDIS_OPERAND_TYPE_REGISTER && operand.reg.value == reg;
}

bool is_plain_call(std::span<const std::uint8_t> bytes) {
  Instruction instruction;
  if (decode_into(bytes, instruction) != DecodeStatus::kDone || instruction.length() != bytes.size()) {
    return false;
  }
  if (!is_call(instruction) || instruction.raw.operand_width != 32) return false;
  const bool relative = instruction.raw.opcode == 0xe8;
  const bool indirect = instruction.raw.opcode == 0xff && instruction.raw.raw.modrm.reg == 2;
  return instruction.raw.raw.prefix_count == 0 && (relative || indirect);
}

}  // namespace

DecodeStatus decode_into(std::span<const std::uint8_t> bytes, Instruction& out) {
  static const ZydisDecoder kDecoder = make_decoder();
  if (bytes.empty()) return DecodeStatus::kMoreBytes;
  const std::size_t size = std::min(bytes.size(), kMaxInstructionLength);
  const ZyanStatus status =
      ZydisDecoderDecodeFull(&kDecoder, bytes.data(), size, &out.raw, out.operands.data());
  if (ZYAN_SUCCESS(status)) return DecodeStatus::kDone;
  if (status == ZYDIS_STATUS_NO_MORE_DATA) {
    return size == kMaxInstructionLength ? DecodeStatus::kTooLong : DecodeStatus::kMoreBytes;
  }
  return status == ZYDIS_STATUS_INSTRUCTION_TOO_LONG ? DecodeStatus::kTooLong : DecodeStatus::kInvalid;
}

std::optional<Instruction> decode(std::span<const std::uint8_t> bytes) {
  Instruction instruction;
  if (decode_into(bytes, instruction) != DecodeStatus::kDone) return std::nullopt;
  return instruction;
}

std::string format(const Instruction& instruction, std::uint32_t address) {
  static const ZydisFormatter kFormatter = make_formatter();
  char text[256];
  const ZyanStatus status = ZydisFormatterFormatInstruction(
      &kFormatter, &instruction.raw, instruction.operands.data(), instruction.raw.operand_count_visible, text,
      sizeof text, address, nullptr);
  return ZYAN_SUCCESS(status) ? text : "???";
}

const char* mnemonic_text(ZydisMnemonic mnemonic) { return ZydisMnemonicGetString(mnemonic); }

bool is_call(const Instruction& instruction) { return instruction.mnemonic() == ZYDIS_MNEMONIC_CALL; }

bool is_return(const Instruction& instruction) { return instruction.mnemonic() == ZYDIS_MNEMONIC_RET; }

bool is_conditional_branch(const Instruction& instruction) {
  return instruction.raw.meta.category == ZYDIS_CATEGORY_COND_BR;
}

bool is_jump(const Instruction& instruction) { return instruction.mnemonic() == ZYDIS_MNEMONIC_JMP; }

bool is_push_ebp(const Instruction& instruction) {
  return instruction.mnemonic() == ZYDIS_MNEMONIC_PUSH &&
         is_register(instruction.operand(0), ZYDIS_REGISTER_EBP);
}

bool is_mov_ebp_esp(const Instruction& instruction) {
  return instruction.mnemonic() == ZYDIS_MNEMONIC_MOV &&
         is_register(instruction.operand(0), ZYDIS_REGISTER_EBP) &&
         is_register(instruction.operand(1), ZYDIS_REGISTER_ESP);
}

bool is_leave(const Instruction& instruction) { return instruction.mnemonic() == ZYDIS_MNEMONIC_LEAVE; }

std::optional<std::uint32_t> direct_target(const Instruction& instruction, std::uint32_t address) {
  const ZydisDecodedOperand& target = instruction.operand(0);
  if (instruction.operand_count() == 0 || target.type != ZYDIS_OPERAND_TYPE_IMMEDIATE ||
      !target.imm.is_relative) {
    return std::nullopt;
  }
  return address + instruction.length() + static_cast<std::uint32_t>(target.imm.value.s);
}

std::optional<unsigned> call_length_before(std::span<const std::uint8_t> bytes_before) {
  constexpr unsigned kLengths[] = {5, 2, 3, 4, 6, 7};
  for (const unsigned length : kLengths) {
    if (length > bytes_before.size()) continue;
    const std::span<const std::uint8_t> bytes = bytes_before.last(length);
    if (length == 5 && bytes[0] != 0xe8) continue;
    if (is_plain_call(bytes)) return length;
  }
  return std::nullopt;
}

}  // namespace dumplab::x86
