// SPDX-License-Identifier: MIT
#include "diagnose/code_block.h"

#include <algorithm>
#include <set>

#include "x86/decoder.h"

namespace dumplab::diagnose {
namespace {

using Kind = BlockEvent::Kind;

constexpr std::size_t kLongestBlock = 2048;  // bytes

ZydisRegister whole(ZydisRegister part) {
  return ZydisRegisterGetLargestEnclosing(ZYDIS_MACHINE_MODE_LEGACY_32, part);
}

bool is_branch(const x86::Instruction& instruction) {
  switch (instruction.raw.meta.category) {
    case ZYDIS_CATEGORY_CALL:
    case ZYDIS_CATEGORY_COND_BR:
    case ZYDIS_CATEGORY_RET:
    case ZYDIS_CATEGORY_UNCOND_BR:
      return true;
    default:
      return false;
  }
}

bool is_string(const x86::Instruction& instruction) {
  return instruction.raw.meta.category == ZYDIS_CATEGORY_STRINGOP;
}

bool is_comparison(const x86::Instruction& instruction) {
  return instruction.mnemonic() == ZYDIS_MNEMONIC_CMP || instruction.mnemonic() == ZYDIS_MNEMONIC_TEST;
}

std::span<const ZydisDecodedOperand> all_operands(const x86::Instruction& instruction) {
  return std::span(instruction.operands).first(instruction.raw.operand_count);
}

/// Follows the values of one block.
class Follower {
 public:
  explicit Follower(std::vector<BlockEvent>& to) : to_(to) {}

  void begin(const x86::Instruction& first, std::uint32_t address, bool is_write) {
    at_ = address;
    now_ = &first;
    if (is_branch(first)) add(Kind::kFaultInBranch);
    if (is_string(first)) add(Kind::kFaultInString);
    for (const ZydisDecodedOperand& operand : all_operands(first)) {
      const bool goes_through = operand.type == ZYDIS_OPERAND_TYPE_MEMORY &&
                                (operand.actions & ZYDIS_OPERAND_ACTION_MASK_WRITE) != 0;
      if (is_write && goes_through && operand.mem.base != ZYDIS_REGISTER_NONE)
        bad_.insert(whole(operand.mem.base));
      if (!is_write && is_result(operand)) bad_.insert(whole(operand.reg.value));
    }
  }

  /// False: the value is lost, or the block ends here.
  bool step(const x86::Instruction& instruction, std::uint32_t address) {
    at_ = address;
    now_ = &instruction;
    const bool reads_bad = look();
    if (is_branch(instruction)) return false;
    for (const ZydisDecodedOperand& operand : all_operands(instruction))
      if (is_result(operand)) {
        if (reads_bad && !clears_itself())
          bad_.insert(whole(operand.reg.value));
        else
          bad_.erase(whole(operand.reg.value));
      }
    return !bad_.empty();
  }

 private:
  /// A general register that the instruction writes, other than the stack pointer.
  static bool is_result(const ZydisDecodedOperand& operand) {
    if (operand.type != ZYDIS_OPERAND_TYPE_REGISTER || !(operand.actions & ZYDIS_OPERAND_ACTION_MASK_WRITE))
      return false;
    const ZydisRegister reg = whole(operand.reg.value);
    return reg >= ZYDIS_REGISTER_EAX && reg <= ZYDIS_REGISTER_EDI && reg != ZYDIS_REGISTER_ESP;
  }

  /// XOR and SUB of a register with itself.
  bool clears_itself() const {
    if (now_->mnemonic() != ZYDIS_MNEMONIC_XOR && now_->mnemonic() != ZYDIS_MNEMONIC_SUB) return false;
    const auto &a = now_->operand(0), &b = now_->operand(1);
    return a.type == ZYDIS_OPERAND_TYPE_REGISTER && b.type == ZYDIS_OPERAND_TYPE_REGISTER &&
           a.reg.value == b.reg.value;
  }

  /// Notes what the instruction does with bad values; true when it reads one.
  bool look() {
    bool reads_bad = false;
    for (const ZydisDecodedOperand& operand : all_operands(*now_)) {
      if (operand.type == ZYDIS_OPERAND_TYPE_MEMORY)
        reads_bad |= look_at_memory(operand);
      else if (operand.type == ZYDIS_OPERAND_TYPE_REGISTER &&
               (operand.actions & ZYDIS_OPERAND_ACTION_MASK_READ) &&
               bad_.contains(whole(operand.reg.value))) {
        reads_bad = true;
        if (is_branch(*now_)) add(Kind::kBranchTarget);
        if (now_->mnemonic() == ZYDIS_MNEMONIC_PUSH) add(Kind::kArgument);
        if (is_comparison(*now_)) add(Kind::kComparison);
      }
    }
    return reads_bad;
  }

  bool look_at_memory(const ZydisDecodedOperand& operand) {
    const bool is_bad = bad_.contains(whole(operand.mem.base)) || bad_.contains(whole(operand.mem.index));
    if (!is_bad) return false;
    if (operand.actions & ZYDIS_OPERAND_ACTION_MASK_WRITE)
      add(is_string(*now_) ? Kind::kBlockWrite : Kind::kWrite);
    if (!(operand.actions & ZYDIS_OPERAND_ACTION_MASK_READ)) return now_->mnemonic() == ZYDIS_MNEMONIC_LEA;
    if (is_branch(*now_))
      add(Kind::kBranchTarget);
    else
      add(is_string(*now_) ? Kind::kBlockRead : Kind::kRead);
    return true;
  }

  void add(Kind kind) {
    if (std::ranges::find(to_, kind, &BlockEvent::kind) == to_.end())
      to_.push_back({kind, at_, x86::format(*now_, at_)});
  }

  std::vector<BlockEvent>& to_;
  std::set<ZydisRegister> bad_;
  std::uint32_t at_ = 0;
  const x86::Instruction* now_ = nullptr;
};

}  // namespace

std::vector<BlockEvent> follow_bad_value(const MemorySource& memory, std::uint32_t eip, bool is_write) {
  std::vector<BlockEvent> events;
  std::vector<std::uint8_t> code(kLongestBlock);
  code.resize(memory.read({eip}, std::as_writable_bytes(std::span(code))));
  Follower follower(events);
  for (std::size_t at = 0; at < code.size();) {
    const auto instruction = x86::decode(std::span(code).subspan(at));
    if (!instruction) break;
    const auto address = static_cast<std::uint32_t>(eip + at);
    if (at == 0)
      follower.begin(*instruction, address, is_write);
    else if (!follower.step(*instruction, address))
      break;
    if (at == 0 && is_branch(*instruction)) break;
    at += instruction->length();
  }
  return events;
}

}  // namespace dumplab::diagnose
