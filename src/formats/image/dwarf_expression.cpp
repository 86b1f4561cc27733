// SPDX-License-Identifier: MIT
#include "image/dwarf_expression.h"

#include <fmt/format.h>

#include <limits>
#include <vector>

#include "image/dwarf_cursor.h"

namespace dumplab::image {
namespace {

constexpr std::size_t kMaximumSteps = 1000, kMaximumDepth = 64;

class Machine {
 public:
  Machine(ByteView expression, const DwarfRegisters& registers, const MemorySource& memory,
          unsigned word_size)
      : cursor_(expression), registers_(registers), memory_(memory), word_size_(word_size) {}

  Result<std::uint64_t> run(std::optional<std::uint64_t> initial) {
    if (initial) stack_.push_back(*initial);
    for (std::size_t step = 0; !cursor_.at_end(); ++step) {
      if (step == kMaximumSteps)
        return fail(ErrorKind::kMalformed, cursor_.where(), "expression without end");
      DUMPLAB_TRY_VOID(operation());
    }
    return pop();
  }

 private:
  Result<void> operation() {
    at_ = cursor_.where();
    DUMPLAB_TRY(const std::uint64_t opcode, cursor_.number(1));
    if (opcode >= 0x30 && opcode <= 0x4f) return push(opcode - 0x30);           // DW_OP_lit
    if (opcode >= 0x70 && opcode <= 0x8f) return push_register(opcode - 0x70);  // DW_OP_breg
    if (opcode >= 0x08 && opcode <= 0x11) return push_constant(opcode - 0x08);  // DW_OP_const
    if (opcode >= 0x12 && opcode <= 0x17) return rearrange(opcode);
    if ((opcode >= 0x1a && opcode <= 0x1e) || opcode == 0x21 || opcode == 0x22 ||
        (opcode >= 0x24 && opcode <= 0x27) || (opcode >= 0x29 && opcode <= 0x2e))
      return combine(opcode);
    switch (opcode) {
      case 0x03: {
        DUMPLAB_TRY(const std::uint64_t address, cursor_.number(word_size_));
        return push(address);
      }
      case 0x06:
        return dereference(word_size_);
      case 0x94: {
        DUMPLAB_TRY(const std::uint64_t size, cursor_.number(1));
        if (size == 0 || size > word_size_)
          return fail(ErrorKind::kMalformed, at_, "size of DW_OP_deref_size");
        return dereference(static_cast<unsigned>(size));
      }
      case 0x19:
      case 0x1f:
      case 0x20:
      case 0x23:
        return change_top(opcode);
      case 0x28:
      case 0x2f:
        return branch(opcode == 0x28);
      case 0x92: {
        DUMPLAB_TRY(const std::uint64_t number, cursor_.uleb());
        return push_register(number);
      }
      case 0x96:
        return {};
      default:
        return fail(ErrorKind::kUnsupported, at_, fmt::format("DWARF operation {:#x}", opcode));
    }
  }

  Result<void> push(std::uint64_t value) {
    if (stack_.size() == kMaximumDepth) return fail(ErrorKind::kMalformed, at_, "too many values");
    stack_.push_back(word_size_ == 4 ? value & 0xffffffff : value);
    return {};
  }
  Result<std::uint64_t> pop() {
    if (stack_.empty()) return fail(ErrorKind::kMalformed, at_, "too few values");
    const std::uint64_t value = stack_.back();
    stack_.pop_back();
    return value;
  }
  std::int64_t as_signed(std::uint64_t value) const {
    return word_size_ == 4 ? static_cast<std::int32_t>(value) : static_cast<std::int64_t>(value);
  }

  /// const1u, const1s, const2u, ..., const8s, constu, consts.
  Result<void> push_constant(std::uint64_t which) {
    if (which == 8) {
      DUMPLAB_TRY(const std::uint64_t value, cursor_.uleb());
      return push(value);
    }
    if (which == 9) {
      DUMPLAB_TRY(const std::int64_t value, cursor_.sleb());
      return push(static_cast<std::uint64_t>(value));
    }
    const unsigned size = 1u << which / 2;
    if (which % 2 == 0) {
      DUMPLAB_TRY(const std::uint64_t value, cursor_.number(size));
      return push(value);
    }
    DUMPLAB_TRY(const std::int64_t value, cursor_.signed_number(size));
    return push(static_cast<std::uint64_t>(value));
  }
  Result<void> push_register(std::uint64_t number) {
    DUMPLAB_TRY(const std::int64_t offset, cursor_.sleb());
    if (number >= registers_.size() || !registers_[number])
      return fail(ErrorKind::kMalformed, at_, fmt::format("register {} is not known", number));
    return push(*registers_[number] + static_cast<std::uint64_t>(offset));
  }
  Result<void> dereference(unsigned size) {
    DUMPLAB_TRY(const std::uint64_t address, pop());
    DUMPLAB_TRY(const std::uint64_t value, read_target_number(memory_, address, size));
    return push(value);
  }

  /// dup, drop, over, pick, swap, rot.
  Result<void> rearrange(std::uint64_t opcode) {
    const auto need = [&](std::size_t count) { return stack_.size() >= count; };
    const auto too_few = [&] { return fail(ErrorKind::kMalformed, at_, "too few values"); };
    const std::size_t size = stack_.size();
    switch (opcode) {
      case 0x12:
        return need(1) ? push(stack_[size - 1]) : too_few();
      case 0x13:
        DUMPLAB_TRY_VOID(pop());
        return {};
      case 0x14:
        return need(2) ? push(stack_[size - 2]) : too_few();
      case 0x15: {
        DUMPLAB_TRY(const std::uint64_t index, cursor_.number(1));
        return need(index + 1) ? push(stack_[size - 1 - index]) : too_few();
      }
      case 0x16:
        if (!need(2)) return too_few();
        std::swap(stack_[size - 1], stack_[size - 2]);
        return {};
      default:
        if (!need(3)) return too_few();
        std::swap(stack_[size - 1], stack_[size - 2]);
        std::swap(stack_[size - 2], stack_[size - 3]);
        return {};
    }
  }
  /// abs, neg, not, plus_uconst.
  Result<void> change_top(std::uint64_t opcode) {
    DUMPLAB_TRY(const std::uint64_t value, pop());
    if (opcode == 0x19) return push(as_signed(value) < 0 ? 0 - value : value);
    if (opcode == 0x1f) return push(0 - value);
    if (opcode == 0x20) return push(~value);
    DUMPLAB_TRY(const std::uint64_t added, cursor_.uleb());
    return push(value + added);
  }
  Result<void> combine(std::uint64_t opcode) {
    DUMPLAB_TRY(const std::uint64_t b, pop());
    DUMPLAB_TRY(const std::uint64_t a, pop());
    const std::int64_t sa = as_signed(a), sb = as_signed(b);
    const bool all_out = b >= 8 * word_size_;
    switch (opcode) {
      case 0x1a:
        return push(a & b);
      case 0x1b:
      case 0x1d:
        if (b == 0) return fail(ErrorKind::kMalformed, at_, "division by zero");
        if (opcode == 0x1d) return push(a % b);
        // The one quotient that does not fit wraps.
        return push(sb == -1 ? 0 - a : static_cast<std::uint64_t>(sa / sb));
      case 0x1c:
        return push(a - b);
      case 0x1e:
        return push(a * b);
      case 0x21:
        return push(a | b);
      case 0x22:
        return push(a + b);
      case 0x24:
        return push(all_out ? 0 : a << b);
      case 0x25:
        return push(all_out ? 0 : a >> b);
      case 0x26:
        return push(static_cast<std::uint64_t>(sa >> (all_out ? 63 : b)));
      case 0x27:
        return push(a ^ b);
      case 0x29:
        return push(sa == sb);
      case 0x2a:
        return push(sa >= sb);
      case 0x2b:
        return push(sa > sb);
      case 0x2c:
        return push(sa <= sb);
      case 0x2d:
        return push(sa < sb);
      default:
        return push(sa != sb);
    }
  }
  Result<void> branch(bool conditional) {
    DUMPLAB_TRY(const std::int64_t distance, cursor_.signed_number(2));
    if (conditional) {
      DUMPLAB_TRY(const std::uint64_t condition, pop());
      if (condition == 0) return {};
    }
    return cursor_.skip(distance);
  }

  DwarfCursor cursor_;
  const DwarfRegisters& registers_;
  const MemorySource& memory_;
  unsigned word_size_;
  std::vector<std::uint64_t> stack_;
  std::uint64_t at_ = 0;
};

}  // namespace

Result<std::uint64_t> evaluate_dwarf_expression(ByteView expression, std::optional<std::uint64_t> initial,
                                                const DwarfRegisters& registers, const MemorySource& memory,
                                                unsigned word_size) {
  return Machine(expression, registers, memory, word_size).run(initial);
}

Result<std::uint64_t> read_target_number(const MemorySource& memory, std::uint64_t address, unsigned size) {
  std::array<std::byte, 8> bytes{};
  if (!memory.read_exactly({address}, bytes.data(), size))
    return fail(ErrorKind::kTruncated, address, fmt::format("no memory at {:#x}", address));
  std::uint64_t value = 0;
  for (unsigned i = 0; i < size; ++i) value |= std::to_integer<std::uint64_t>(bytes[i]) << 8 * i;
  return value;
}

}  // namespace dumplab::image
