// SPDX-License-Identifier: MIT
#include "image/call_frame_unwind.h"

#include <fmt/format.h>

#include "base/try.h"

namespace dumplab::image {
namespace {

using Kind = RegisterRule::Kind;

Result<std::uint64_t> known(const DwarfRegisters& registers, std::uint64_t number, std::uint64_t where) {
  if (number >= registers.size() || !registers[number])
    return fail(ErrorKind::kMalformed, where, fmt::format("register {} is not known", number));
  return *registers[number];
}

}  // namespace

Result<CallFrameCaller> step(const DwarfRegisters& at, const CallFrameRow& row, const MemorySource& memory,
                             unsigned word_size) {
  const auto wrap = [&](std::uint64_t value) { return word_size == 4 ? value & 0xffffffff : value; };
  CallFrameCaller caller;
  caller.registers = at;
  caller.is_signal_frame = row.is_signal_frame;
  if (row.cfa.expression.empty()) {
    DUMPLAB_TRY(const std::uint64_t base, known(at, row.cfa.reg, row.address));
    caller.cfa = wrap(base + static_cast<std::uint64_t>(row.cfa.offset));
  } else {
    DUMPLAB_TRY(caller.cfa,
                evaluate_dwarf_expression(row.cfa.expression, std::nullopt, at, memory, word_size));
  }
  const unsigned sp = word_size == 4 ? unsigned{dwarf_i386::kEsp} : unsigned{dwarf_amd64::kRsp};
  const unsigned ip = word_size == 4 ? unsigned{dwarf_i386::kEip} : unsigned{dwarf_amd64::kRip};
  caller.registers[sp] = caller.cfa;
  if (!row.registers.contains(row.return_register))
    return fail(ErrorKind::kMalformed, row.address, "no rule for the return address");

  for (const auto& [number, rule] : row.registers) {
    if (number >= caller.registers.size()) continue;  // floating point and vectors
    std::optional<std::uint64_t>& target = caller.registers[number];
    std::uint64_t place = wrap(caller.cfa + static_cast<std::uint64_t>(rule.offset));
    switch (rule.kind) {
      case Kind::kUndefined:
        target.reset();
        continue;
      case Kind::kSameValue:
        target = at[number];
        continue;
      case Kind::kValueOffset:
        target = place;
        continue;
      case Kind::kRegister: {
        DUMPLAB_TRY(target, known(at, static_cast<std::uint64_t>(rule.offset), row.address));
        continue;
      }
      case Kind::kValueExpression: {
        DUMPLAB_TRY(target, evaluate_dwarf_expression(rule.expression, caller.cfa, at, memory, word_size));
        continue;
      }
      case Kind::kExpression: {
        DUMPLAB_TRY(place, evaluate_dwarf_expression(rule.expression, caller.cfa, at, memory, word_size));
        break;
      }
      case Kind::kOffset:
        break;
    }
    DUMPLAB_TRY(target, read_target_number(memory, place, word_size));
    if (number == row.return_register) caller.return_slot = place;
  }
  if (row.return_register < caller.registers.size())
    caller.registers[ip] = caller.registers[row.return_register];
  return caller;
}

}  // namespace dumplab::image
