// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstdint>
#include <type_traits>

#include "x86/flags.h"

#define DUMPLAB_INLINE [[gnu::always_inline]] inline

namespace dumplab::cpu {

/// The six status flags, kept as what they are computed from.
///
///   ZF = low half of `result` is 0          CF = carries bit 31
///   SF = result bit 63                      OF = carries bit 31 xor bit 30
///   PF = even parity of byte 0 xor byte 4   AF = carries bit 3
///
/// An instruction stores its sign-extended result: byte 4 is then 00 or ff and leaves the parity alone.
/// Any other combination, as POPFD can make, has a `result` of its own (see assemble).
/// `carries` is the carry out of every bit, moved up so that bit 31 is the operand's top bit.
struct Flags {
  std::int64_t result;
  std::uint32_t carries;

  DUMPLAB_INLINE bool carry() const { return carries >> 31; }
  DUMPLAB_INLINE bool overflow() const { return (carries ^ carries << 1) >> 31; }
  DUMPLAB_INLINE bool adjust() const { return carries & 8; }
  DUMPLAB_INLINE bool zero() const { return static_cast<std::uint32_t>(result) == 0; }
  DUMPLAB_INLINE bool sign() const { return result < 0; }
  DUMPLAB_INLINE bool parity() const {
    const auto bits = static_cast<std::uint64_t>(result);
    return !__builtin_parity(static_cast<unsigned>((bits ^ bits >> 32) & 0xff));
  }

  /// SF, ZF and PF of `value`; CF, OF and AF as given.
  template <class T>
  DUMPLAB_INLINE void set(T value, bool carry_flag, bool overflow_flag, bool adjust_flag) {
    result = static_cast<std::make_signed_t<T>>(value);
    set_carries(carry_flag, overflow_flag, adjust_flag);
  }

  DUMPLAB_INLINE void set_carries(bool carry_flag, bool overflow_flag, bool adjust_flag) {
    carries = static_cast<std::uint32_t>(carry_flag) << 31 |
              static_cast<std::uint32_t>(carry_flag != overflow_flag) << 30 |
              static_cast<std::uint32_t>(adjust_flag) << 3;
  }

  DUMPLAB_INLINE void set_carry(bool carry_flag) { set_carries(carry_flag, overflow(), adjust()); }

  /// The status flags in their EFLAGS positions.
  std::uint32_t bits() const {
    return (carry() ? x86::kCarry : 0) | (parity() ? x86::kParity : 0) | (adjust() ? x86::kAdjust : 0) |
           (zero() ? x86::kZero : 0) | (sign() ? x86::kSign : 0) | (overflow() ? x86::kOverflow : 0);
  }

  /// From EFLAGS; other bits of `eflags` are ignored.
  static Flags assemble(std::uint32_t eflags) {
    Flags flags{};
    const bool zero_flag = eflags & x86::kZero;
    const bool parity_flag = eflags & x86::kParity;
    // Low half 0 or 1; byte 4 repairs the parity of byte 0.
    const std::uint64_t low = zero_flag ? 0 : 1;
    const std::uint64_t repair = parity_flag == zero_flag ? 0 : 1;
    const std::uint64_t high = repair | (eflags & x86::kSign ? 0x80000000u : 0);
    flags.result = std::bit_cast<std::int64_t>(high << 32 | low);
    flags.set_carries(eflags & x86::kCarry, eflags & x86::kOverflow, eflags & x86::kAdjust);
    return flags;
  }
};

/// Or without a branch.
DUMPLAB_INLINE bool either(bool first, bool second) {
  return (static_cast<unsigned>(first) | static_cast<unsigned>(second)) != 0;
}

/// The sixteen conditions of Jcc, SETcc and CMOVcc.  Source: Intel SDM vol. 2, table B-10 (tttn).
template <unsigned kCondition>
DUMPLAB_INLINE bool holds(const Flags& flags) {
  constexpr unsigned kKind = kCondition >> 1;
  bool value;
  if constexpr (kKind == 0) value = flags.overflow();
  if constexpr (kKind == 1) value = flags.carry();
  if constexpr (kKind == 2) value = flags.zero();
  if constexpr (kKind == 3) value = either(flags.carry(), flags.zero());
  if constexpr (kKind == 4) value = flags.sign();
  if constexpr (kKind == 5) value = flags.parity();
  if constexpr (kKind == 6) value = flags.sign() != flags.overflow();
  if constexpr (kKind == 7) value = either(flags.zero(), flags.sign() != flags.overflow());
  return value != static_cast<bool>(kCondition & 1);
}

}  // namespace dumplab::cpu
