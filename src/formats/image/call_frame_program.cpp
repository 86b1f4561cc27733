// SPDX-License-Identifier: MIT
#include "image/call_frame_program.h"

#include <fmt/format.h>

namespace dumplab::image {
namespace {

using Kind = RegisterRule::Kind;
constexpr std::size_t kMaximumRemembered = 64;

/// DW_CFA_*; the first three have their operand in the low six bits.
enum Opcode : std::uint8_t {
  kAdvance = 0x40,
  kOffset = 0x80,
  kRestore = 0xc0,
  kNop = 0x00,
  kSetLocation = 0x01,
  kAdvance1 = 0x02,
  kAdvance2 = 0x03,
  kAdvance4 = 0x04,
  kOffsetExtended = 0x05,
  kRestoreExtended = 0x06,
  kUndefined = 0x07,
  kSameValue = 0x08,
  kRegister = 0x09,
  kRememberState = 0x0a,
  kRestoreState = 0x0b,
  kDefCfa = 0x0c,
  kDefCfaRegister = 0x0d,
  kDefCfaOffset = 0x0e,
  kDefCfaExpression = 0x0f,
  kExpression = 0x10,
  kOffsetExtendedSf = 0x11,
  kDefCfaSf = 0x12,
  kDefCfaOffsetSf = 0x13,
  kValOffset = 0x14,
  kValOffsetSf = 0x15,
  kValExpression = 0x16,
  kGnuArgsSize = 0x2e,
  kGnuNegativeOffset = 0x2f,
};

class Machine {
 public:
  Machine(const CallFrameSection& section, const CommonInformation& common, std::uint64_t target)
      : section_(section), common_(common), target_(target) {}

  CallFrameRow& row() { return row_; }
  void keep_as_initial() { initial_ = row_; }

  /// Stops before the row behind the target.
  Result<void> run(ByteView instructions) {
    DwarfCursor cursor(instructions);
    while (!cursor.at_end() && !past_) DUMPLAB_TRY_VOID(instruction(cursor));
    return {};
  }

 private:
  Result<void> instruction(DwarfCursor& cursor) {
    const std::uint64_t where = cursor.where();
    DUMPLAB_TRY(const std::uint64_t byte, cursor.number(1));
    const auto low = static_cast<unsigned>(byte & 0x3f);
    switch (byte & 0xc0) {
      case kAdvance:
        return advance(low);
      case kOffset:
        return set_unsigned(cursor, low, Kind::kOffset, common_.data_alignment);
      case kRestore:
        return restore(low);
      default:
        break;
    }
    switch (byte) {
      case kNop:
        return {};
      case kSetLocation: {
        DUMPLAB_TRY(const std::uint64_t to, read_encoded_address(section_, common_.address_encoding, cursor));
        return move_to(to);
      }
      case kAdvance1:
      case kAdvance2:
      case kAdvance4: {
        DUMPLAB_TRY(const std::uint64_t units, cursor.number(1u << (byte - kAdvance1)));
        return advance(units);
      }
      case kRememberState:
        if (remembered_.size() == kMaximumRemembered)
          return fail(ErrorKind::kMalformed, where, "too many remembered states");
        remembered_.push_back(row_);
        return {};
      case kRestoreState: {
        if (remembered_.empty()) return fail(ErrorKind::kMalformed, where, "no remembered state");
        const std::uint64_t address = row_.address;
        row_ = remembered_.back();
        row_.address = address;
        remembered_.pop_back();
        return {};
      }
      case kDefCfaOffset:
      case kDefCfaOffsetSf:
        return cfa_offset(cursor, byte == kDefCfaOffsetSf);
      case kDefCfaExpression: {
        DUMPLAB_TRY(row_.cfa.expression, cursor.block());
        if (row_.cfa.expression.empty()) return fail(ErrorKind::kMalformed, where, "empty CFA expression");
        return {};
      }
      case kGnuArgsSize:
        DUMPLAB_TRY_VOID(cursor.uleb());
        return {};
      default:
        return with_register(cursor, where, byte);
    }
  }

  /// The instructions whose first operand is a register.
  Result<void> with_register(DwarfCursor& cursor, std::uint64_t where, std::uint64_t opcode) {
    constexpr std::uint64_t kFirst = kOffsetExtended;
    if (opcode < kFirst || (opcode > kValExpression && opcode != kGnuNegativeOffset))
      return fail(ErrorKind::kUnsupported, where, fmt::format("call frame instruction {:#x}", opcode));
    DUMPLAB_TRY(const std::uint64_t number, cursor.uleb());
    if (number > kMaximumRegister) return fail(ErrorKind::kMalformed, where, "register number too large");
    const auto reg = static_cast<unsigned>(number);
    switch (opcode) {
      case kOffsetExtended:
        return set_unsigned(cursor, reg, Kind::kOffset, common_.data_alignment);
      case kValOffset:
        return set_unsigned(cursor, reg, Kind::kValueOffset, common_.data_alignment);
      case kGnuNegativeOffset:
        return set_unsigned(cursor, reg, Kind::kOffset, 0 - common_.data_alignment);
      case kRegister:
        return set_unsigned(cursor, reg, Kind::kRegister, 1);
      case kOffsetExtendedSf:
        return set_signed(cursor, reg, Kind::kOffset);
      case kValOffsetSf:
        return set_signed(cursor, reg, Kind::kValueOffset);
      case kRestoreExtended:
        return restore(reg);
      case kUndefined:
        row_.registers[reg] = {Kind::kUndefined, 0, {}};
        return {};
      case kSameValue:
        row_.registers[reg] = {Kind::kSameValue, 0, {}};
        return {};
      case kExpression:
        return set_expression(cursor, reg, Kind::kExpression);
      case kValExpression:
        return set_expression(cursor, reg, Kind::kValueExpression);
      case kDefCfaRegister:
        row_.cfa.reg = reg;
        row_.cfa.expression = {};
        return {};
      case kDefCfa:
      case kDefCfaSf:
        row_.cfa.reg = reg;
        return cfa_offset(cursor, opcode == kDefCfaSf);
      default:
        return fail(ErrorKind::kUnsupported, where, fmt::format("call frame instruction {:#x}", opcode));
    }
  }

  static std::int64_t product(std::uint64_t value, std::int64_t factor) {
    return static_cast<std::int64_t>(value * static_cast<std::uint64_t>(factor));
  }
  Result<void> cfa_offset(DwarfCursor& cursor, bool is_factored) {
    row_.cfa.expression = {};
    if (is_factored) {
      DUMPLAB_TRY(const std::int64_t value, cursor.sleb());
      row_.cfa.offset = product(static_cast<std::uint64_t>(value), common_.data_alignment);
    } else {
      DUMPLAB_TRY(const std::uint64_t value, cursor.uleb());
      row_.cfa.offset = static_cast<std::int64_t>(value);
    }
    return {};
  }
  Result<void> set_unsigned(DwarfCursor& cursor, unsigned reg, Kind kind, std::int64_t factor) {
    DUMPLAB_TRY(const std::uint64_t value, cursor.uleb());
    row_.registers[reg] = {kind, product(value, factor), {}};
    return {};
  }
  Result<void> set_signed(DwarfCursor& cursor, unsigned reg, Kind kind) {
    DUMPLAB_TRY(const std::int64_t value, cursor.sleb());
    row_.registers[reg] = {kind, product(static_cast<std::uint64_t>(value), common_.data_alignment), {}};
    return {};
  }
  Result<void> set_expression(DwarfCursor& cursor, unsigned reg, Kind kind) {
    DUMPLAB_TRY(const ByteView expression, cursor.block());
    row_.registers[reg] = {kind, 0, expression};
    return {};
  }
  Result<void> restore(unsigned reg) {
    const auto found = initial_.registers.find(reg);
    if (found == initial_.registers.end())
      row_.registers.erase(reg);
    else
      row_.registers[reg] = found->second;
    return {};
  }
  Result<void> advance(std::uint64_t units) { return move_to(row_.address + units * common_.code_alignment); }
  Result<void> move_to(std::uint64_t address) {
    past_ = address > target_;
    if (!past_) row_.address = address;
    return {};
  }

  const CallFrameSection& section_;
  const CommonInformation& common_;
  std::uint64_t target_;
  CallFrameRow row_, initial_;
  std::vector<CallFrameRow> remembered_;
  bool past_ = false;
};

}  // namespace

Result<std::uint64_t> read_encoded_address(const CallFrameSection& section, std::uint8_t encoding,
                                           DwarfCursor& cursor) {
  const std::uint64_t where = cursor.where();
  const auto unsupported = [&] {
    return fail(ErrorKind::kUnsupported, where, fmt::format("pointer encoding {:#x}", encoding));
  };
  const auto read = [&]() -> Result<std::uint64_t> {
    const auto as_bits = [](std::int64_t value) { return static_cast<std::uint64_t>(value); };
    switch (encoding & 0x0f) {
      case 0x0:
        return cursor.number(section.word_size);
      case 0x1:
        return cursor.uleb();
      case 0x2:
        return cursor.number(2);
      case 0x3:
        return cursor.number(4);
      case 0x4:
        return cursor.number(8);
      case 0x9:
        return cursor.sleb().map(as_bits);
      case 0xa:
        return cursor.signed_number(2).map(as_bits);
      case 0xb:
        return cursor.signed_number(4).map(as_bits);
      case 0xc:
        return cursor.signed_number(8).map(as_bits);
      default:
        return unsupported();
    }
  };
  DUMPLAB_TRY(std::uint64_t value, read());
  switch (encoding & 0xf0) {
    case 0x00:
      break;
    case 0x10:
      value += section.address + (where - section.bytes.origin());
      break;
    case 0x30:
      value += section.data_base;
      break;
    default:
      return unsupported();
  }
  return section.word_size == 4 ? value & 0xffffffff : value;
}

Result<CallFrameRow> run_call_frame_program(const CallFrameSection& section, const CommonInformation& common,
                                            const FrameDescription& description, std::uint64_t address) {
  Machine machine(section, common, address);
  machine.row().address = description.begin;
  machine.row().return_register = common.return_register;
  machine.row().is_signal_frame = common.is_signal_frame;
  DUMPLAB_TRY_VOID(machine.run(common.instructions));
  machine.keep_as_initial();
  DUMPLAB_TRY_VOID(machine.run(description.instructions));
  return machine.row();
}

}  // namespace dumplab::image
