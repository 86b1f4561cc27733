// SPDX-License-Identifier: MIT
#include "cpu/block_builder.h"

#include <algorithm>
#include <array>
#include <span>

#include "base/check.h"
#include "cpu/core.h"
#include "cpu/emitter.h"
#include "cpu/families.h"
#include "cpu/vector.h"
#include "cpu/x87_host.h"
#include "x86/vectors.h"

namespace dumplab::cpu {
namespace {

struct Row {
  Selector* selector = nullptr;
  unsigned variant = 0;
};

constexpr auto make_table() {
  std::array<Row, ZYDIS_MNEMONIC_MAX_VALUE + 1> table{};
#define MNEMONIC(name, family, select, variant) table[ZYDIS_MNEMONIC_##name] = Row{family::select, variant};
#include "cpu/mnemonics.def"
#undef MNEMONIC
  return table;
}

constexpr auto kTable = make_table();

/// The bytes of the instruction at `linear`: within its page, or also from the next one.
struct Fetch {
  std::array<std::uint8_t, x86::kMaxInstructionLength> bytes{};
  std::uint32_t size = 0;

  void append(const PageView& page, std::uint32_t offset) {
    const std::uint32_t count =
        std::min<std::uint32_t>(x86::kMaxInstructionLength - size, kPageMask + 1 - offset);
    std::memcpy(bytes.data() + size, page.host + offset, count);
    size += count;
  }
  std::span<const std::uint8_t> view() const { return {bytes.data(), size}; }
};

class Builder {
 public:
  Builder(PageTranslator& pages, const PageView& page, Block& block)
      : pages_(pages), page_(page), block_(block) {}

  /// Adds the instruction at `eip_`; false when the block ends before or with it.
  bool add(std::optional<Fault>& fault);
  void finish();

  std::uint32_t eip_ = 0;

 private:
  bool emit(x86::DecodeStatus status, x86::Instruction& instruction, std::uint32_t fetched);
  void fuse(unsigned condition, std::size_t compare);

  PageTranslator& pages_;
  const PageView& page_;
  Block& block_;
  bool ended_ = false;
  std::array<x86::Instruction, 2> instructions_{};  // this one and the one before, in turn
  std::optional<Emitter> before_{};
};

/// A code segment cannot be written: #GP(0).  Source: Intel SDM vol. 3, 5.3 and 5.5.
bool writes_code_segment(const x86::Instruction& instruction) {
  for (unsigned i = 0; i < instruction.raw.operand_count; ++i) {
    const ZydisDecodedOperand& operand = instruction.operands[i];
    const bool writes = (operand.actions & ZYDIS_OPERAND_ACTION_MASK_WRITE) != 0;
    if (operand.type == ZYDIS_OPERAND_TYPE_MEMORY && writes && operand.mem.segment == ZYDIS_REGISTER_CS)
      return true;
  }
  return false;
}

/// Whether it has exceptions that come before the write's, and raises that one by itself.
bool judges_writes(Selector* selector) {
  return selector == x87::store || selector == x87::store_integer || selector == vector::operate ||
         selector == vector::move_masked;
}

bool Builder::add(std::optional<Fault>& fault) {
  const std::uint32_t offset = eip_ & kPageMask;
  x86::Instruction& instruction = instructions_[block_.instructions & 1];
  Fetch fetch;
  fetch.append(page_, offset);
  x86::DecodeStatus status = x86::decode_into(fetch.view(), instruction);
  if (status == x86::DecodeStatus::kMoreBytes) {
    if (block_.instructions != 0) return false;
    PageView second;
    fault = pages_.translate(eip_ + fetch.size, Access::kExecute, second);
    if (fault) return false;
    fetch.append(second, 0);
    block_.second_frame = second.frame;
    status = x86::decode_into(fetch.view(), instruction);
  }
  return emit(status, instruction, fetch.size);
}

bool Builder::emit(x86::DecodeStatus status, x86::Instruction& instruction, std::uint32_t fetched) {
  const bool decoded = status == x86::DecodeStatus::kDone;
  if (!decoded) {
    instruction = x86::Instruction{};
    instruction.raw.length = static_cast<ZyanU8>(fetched);
  }
  const std::size_t first = block_.ops.size();
  Emitter emitter(block_.ops, instruction, eip_, block_.instructions);
  const Row& row = kTable[static_cast<std::size_t>(instruction.mnemonic())];
  emitter.refuses_write = decoded && writes_code_segment(instruction);
  if (!decoded) {
    status == x86::DecodeStatus::kTooLong ? system::privileged(emitter, 0) : system::invalid(emitter, 0);
  } else if (emitter.refuses_write && !judges_writes(row.selector)) {
    if (instruction.mnemonic() == ZYDIS_MNEMONIC_POP) stack::touch_top(emitter, 0);
    system::privileged(emitter, 0);
  } else {
    if (row.selector == nullptr || !row.selector(emitter, row.variant))
      system::unimplemented(emitter, 0);
    else if (row.selector == control_flow::branch && before_)
      fuse(row.variant, first - 1);
  }
  eip_ = emitter.next_eip();
  ++block_.instructions;
  block_.size = eip_ - block_.linear;
  ended_ = emitter.ended();
  before_.emplace(emitter);
  return !ended_ && !block_.second_frame && (eip_ & ~kPageMask) == (block_.linear & ~kPageMask);
}

void Builder::fuse(unsigned condition, std::size_t compare) {
  Handler* const fused = fuse_compare(*before_, condition);
  if (fused == nullptr) return;
  block_.fused = static_cast<std::uint32_t>(compare);
  block_.unfused = block_.ops[compare].handler;
  block_.ops[compare].handler = fused;
}

void Builder::finish() {
  if (!ended_) control_flow::append_fall_through(block_.ops, eip_, block_.instructions - 1);
  for (Op& op : block_.ops) {
    op.straddles = block_.second_frame.has_value();
    if (op.handler != nullptr) continue;
    const bool same_page = ((op.exit.eip ^ block_.linear) & ~kPageMask) == 0;
    op.handler = same_page && !block_.second_frame ? kNearExit : kFarExit;
    op.exit.target = &op;
  }
}

}  // namespace

std::optional<Fault> build_block(PageTranslator& pages, const PageView& page, std::uint32_t linear,
                                 unsigned max_instructions, Block& block) {
  block.linear = linear;
  block.frame = page.frame;
  Builder builder(pages, page, block);
  builder.eip_ = linear;
  std::optional<Fault> fault;
  while (block.instructions < max_instructions && builder.add(fault)) {
  }
  if (fault) return fault;
  builder.finish();
  return std::nullopt;
}

std::vector<Op> truncate_block(const Block& block, unsigned count) {
  DUMPLAB_CHECK(count > 0 && count < block.instructions);
  std::vector<Op> ops;
  ops.reserve(block.ops.size() + 2);
  for (const Op& op : block.ops) {
    if (op.position >= count) break;
    ops.push_back(op);
  }
  if (block.fused && *block.fused < ops.size()) ops[*block.fused].handler = block.unfused;
  control_flow::append_fall_through(ops, ops.back().next_eip, count - 1);
  return ops;
}

}  // namespace dumplab::cpu
