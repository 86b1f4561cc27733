// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <vector>

#include "dumplab/memory_source.h"
#include "x86/decoder.h"
#include "x86/registers.h"

/// What code does to registers and stack, told in terms of the registers where following it began. Only what
/// finding a caller needs is kept apart: sums, words of the stack, constants.
namespace dumplab::unwind {

struct Value {
  enum class Kind : std::uint8_t {
    kUnknown,
    kConstant,  ///< addend
    kSum,       ///< register + addend
    kWord,      ///< [register + offset] + addend
  };
  Kind kind = Kind::kUnknown;
  x86::Register base = x86::kEax;
  std::uint32_t offset = 0, addend = 0;  ///< modulo 2^32
  std::uint32_t slack = 0;               ///< a sum may be up to so many bytes less, by fours: ESP was aligned

  static Value constant(std::uint32_t value) { return {Kind::kConstant, x86::kEax, 0, value, 0}; }
  static Value sum(x86::Register base, std::uint32_t addend) { return {Kind::kSum, base, 0, addend, 0}; }
  static Value word(x86::Register base, std::uint32_t offset) { return {Kind::kWord, base, offset, 0, 0}; }

  bool is_known() const { return kind != Kind::kUnknown; }
  friend auto operator<=>(const Value&, const Value&) = default;
};

/// What sums of ESP count from once it was set to something unknown: pushes and pops can still be followed.
inline constexpr auto kNewStack = static_cast<x86::Register>(x86::kRegisterCount);

Value operator+(Value value, std::uint32_t addend);

/// Registers and the words written on the way.
class FlowState {
 public:
  FlowState();

  const Value& operator[](x86::Register reg) const { return registers_[reg]; }
  void set(x86::Register reg, const Value& value) {
    const bool is_lost = reg == x86::kEsp && !value.is_known();
    registers_[reg] = is_lost ? Value::sum(kNewStack, 0) : value;
  }

  /// The word at `place`: as written, else as it was; of constant places as `memory` has it.
  Value load(const Value& place, const MemorySource& memory) const;
  void store(const Value& place, const Value& value);
  void push(const Value& value);
  Value pop(const MemorySource& memory);

  /// `value`, told in terms of registers that are now this state's, in terms of those where this one began.
  Value resolve(const Value& value, const MemorySource& memory) const;

  /// Where a value was written: `value`'s own first place.
  std::optional<Value> find_place_of(const Value& value) const;

 private:
  struct Store {
    Value place, value;
  };
  std::array<Value, x86::kRegisterCount> registers_;
  std::vector<Store> stores_;
};

/// How an instruction leaves.
struct Leaving {
  enum class Kind : std::uint8_t { kNext, kCall, kJump, kBranch, kReturn, kNowhere };
  Kind kind = Kind::kNext;
  std::optional<std::uint32_t> target;  ///< of call, jump and branch, where known
  std::uint32_t popped = 0;             ///< bytes of arguments, by a RET
  bool is_system_call = false;          ///< a CALL of the shared data's SystemCall, which leaves ESP alone
};

/// Carries out one instruction that stands at linear address `address`. CALL and RET leave the stack as it
/// was before them.
Leaving carry_out(FlowState& state, const x86::Instruction& instruction, std::uint32_t address,
                  const MemorySource& memory);

}  // namespace dumplab::unwind
