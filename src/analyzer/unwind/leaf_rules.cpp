// SPDX-License-Identifier: MIT
#include "unwind/leaf_rules.h"

#include <algorithm>
#include <array>

#include "x86/decoder.h"

namespace dumplab::unwind {
namespace {

/// Bytes of code; fewer than asked where the dump ends.
template <std::size_t Size>
std::span<const std::uint8_t> read_code(const MemorySource& code, std::uint64_t address,
                                        std::array<std::uint8_t, Size>& buffer) {
  const std::size_t count = code.read({address}, std::as_writable_bytes(std::span(buffer)));
  return std::span<const std::uint8_t>(buffer).first(count);
}

/// `popped`: bytes of arguments; empty where the code at EIP does not say.
std::optional<LeafCaller> return_to(const StackView& stack, std::uint32_t slot, std::uint32_t ebp,
                                    std::optional<std::uint32_t> popped) {
  const auto caller = stack.word(slot);
  if (!caller) return std::nullopt;
  return LeafCaller{{*caller, slot + 4 + popped.value_or(0), ebp}, slot, popped.has_value()};
}

/// `mov eax, N; mov edx, 7FFE0300h; call [edx]; ret n`, at any instruction before the call.
bool in_system_call_stub(const MemorySource& code, std::uint32_t eip) {
  constexpr std::array<std::uint8_t, 7> kTail = {0xba, 0x00, 0x03, 0xfe, 0x7f, 0xff, 0x12};
  constexpr std::uint32_t kMovEax = 5, kMovEdx = 5;
  for (const std::uint32_t offset : {0u, kMovEax, kMovEax + kMovEdx}) {
    std::array<std::uint8_t, kMovEax + kTail.size()> bytes;
    const auto stub = read_code(code, eip - offset, bytes);
    if (stub.size() == bytes.size() && stub[0] == 0xb8 &&
        std::equal(kTail.begin(), kTail.end(), stub.begin() + kMovEax))
      return true;
  }
  return false;
}

}  // namespace

std::optional<LeafCaller> leaf_caller(const StackView& stack, const Registers& at) {
  const MemorySource& code = stack.memory;
  std::array<std::uint8_t, 2 * x86::kMaxInstructionLength> buffer;
  const auto bytes = read_code(code, at.eip, buffer);
  const auto instruction = x86::decode(bytes);
  if (!instruction) return std::nullopt;

  const auto popped_by = [](const x86::Instruction& ret) {
    return ret.operand_count() == 1 ? static_cast<std::uint32_t>(ret.operand(0).imm.value.u) : 0;
  };
  if (x86::is_return(*instruction)) return return_to(stack, at.esp, at.ebp, popped_by(*instruction));

  // pop ebp; ret
  const auto next = x86::decode(bytes.subspan(instruction->length()));
  const bool pop_ebp = instruction->mnemonic() == ZYDIS_MNEMONIC_POP &&
                       instruction->operand(0).reg.value == ZYDIS_REGISTER_EBP;
  if (pop_ebp && next && x86::is_return(*next)) {
    const auto saved = stack.word(at.esp);
    if (!saved) return std::nullopt;
    return return_to(stack, at.esp + 4, *saved, popped_by(*next));
  }

  // push ebp; mov ebp, esp: before the first, between both
  if (x86::is_push_ebp(*instruction) && next && x86::is_mov_ebp_esp(*next))
    return return_to(stack, at.esp, at.ebp, std::nullopt);
  if (x86::is_mov_ebp_esp(*instruction)) {
    std::array<std::uint8_t, 1> before;
    const auto push = x86::decode(read_code(code, std::uint64_t{at.eip} - 1, before));
    const auto saved = stack.word(at.esp);
    if (push && x86::is_push_ebp(*push) && saved) return return_to(stack, at.esp + 4, *saved, std::nullopt);
  }

  // KiFastSystemCall: mov edx, esp; sysenter
  const bool at_sysenter = instruction->mnemonic() == ZYDIS_MNEMONIC_SYSENTER;
  const bool before_sysenter = next && next->mnemonic() == ZYDIS_MNEMONIC_SYSENTER;
  if (at_sysenter || before_sysenter) return return_to(stack, at.esp, at.ebp, 0);
  if (in_system_call_stub(code, at.eip)) return return_to(stack, at.esp, at.ebp, std::nullopt);
  return std::nullopt;
}

}  // namespace dumplab::unwind
