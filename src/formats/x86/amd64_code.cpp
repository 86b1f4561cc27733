// SPDX-License-Identifier: MIT
#include "x86/amd64_code.h"

#include <Zydis/Zydis.h>

#include <algorithm>
#include <array>

namespace dumplab::x86 {
namespace {

struct Decoded {
  ZydisDecodedInstruction raw;
  std::array<ZydisDecodedOperand, ZYDIS_MAX_OPERAND_COUNT> operands;
};

ZydisDecoder make_decoder() {
  ZydisDecoder decoder;
  ZydisDecoderInit(&decoder, ZYDIS_MACHINE_MODE_LONG_64, ZYDIS_STACK_WIDTH_64);
  return decoder;
}

bool decode(std::span<const std::uint8_t> bytes, Decoded& out) {
  static const ZydisDecoder kDecoder = make_decoder();
  return !bytes.empty() && ZYAN_SUCCESS(ZydisDecoderDecodeFull(&kDecoder, bytes.data(), bytes.size(),
                                                               &out.raw, out.operands.data()));
}

bool is_near_call(std::span<const std::uint8_t> bytes) {
  Decoded call;
  return decode(bytes, call) && call.raw.length == bytes.size() && call.raw.mnemonic == ZYDIS_MNEMONIC_CALL &&
         call.raw.meta.branch_type != ZYDIS_BRANCH_TYPE_FAR;
}

bool uses_stack_pointer(const Decoded& instruction) {
  const auto is_rsp = [](ZydisRegister reg) {
    return ZydisRegisterGetLargestEnclosing(ZYDIS_MACHINE_MODE_LONG_64, reg) == ZYDIS_REGISTER_RSP;
  };
  const auto operands = std::span(instruction.operands).first(instruction.raw.operand_count);
  return std::ranges::any_of(operands, [&](const ZydisDecodedOperand& operand) {
    return operand.type == ZYDIS_OPERAND_TYPE_REGISTER && is_rsp(operand.reg.value) &&
           (operand.actions & ZYDIS_OPERAND_ACTION_MASK_WRITE);
  });
}

/// Goes elsewhere, or nowhere.
bool leaves(const Decoded& instruction) {
  switch (instruction.raw.meta.category) {
    case ZYDIS_CATEGORY_CALL:
    case ZYDIS_CATEGORY_COND_BR:
    case ZYDIS_CATEGORY_UNCOND_BR:
      return true;
    case ZYDIS_CATEGORY_INTERRUPT:
      return instruction.raw.mnemonic != ZYDIS_MNEMONIC_INT3;  // goes on behind a debugger's break
    default:
      return instruction.raw.mnemonic == ZYDIS_MNEMONIC_HLT || instruction.raw.mnemonic == ZYDIS_MNEMONIC_UD2;
  }
}

}  // namespace

std::optional<unsigned> amd64_call_length_before(std::span<const std::uint8_t> bytes_before) {
  constexpr unsigned kRelative = 5, kShortest = 2;
  const auto last = [&](unsigned length) { return bytes_before.last(length); };
  const std::size_t there = bytes_before.size();
  if (there >= kRelative && last(kRelative)[0] == 0xe8 && is_near_call(last(kRelative))) return kRelative;
  for (unsigned length = kShortest; length <= std::min<std::size_t>(there, kLongestAmd64Call); ++length) {
    if (last(length)[0] == 0xe8 || !is_near_call(last(length))) continue;
    const bool has_rex = length < std::min<std::size_t>(there, kLongestAmd64Call) &&
                         last(length + 1)[0] >= 0x41 && last(length + 1)[0] <= 0x43;
    return has_rex && is_near_call(last(length + 1)) ? length + 1 : length;
  }
  return std::nullopt;
}

bool is_leaf_to_return(std::span<const std::uint8_t> bytes) {
  Decoded instruction;
  while (decode(bytes, instruction)) {
    if (instruction.raw.meta.category == ZYDIS_CATEGORY_RET)
      return instruction.raw.meta.branch_type == ZYDIS_BRANCH_TYPE_NEAR ||
             instruction.raw.mnemonic == ZYDIS_MNEMONIC_RET;
    if (leaves(instruction) || uses_stack_pointer(instruction)) return false;
    bytes = bytes.subspan(instruction.raw.length);
  }
  return false;
}

}  // namespace dumplab::x86
