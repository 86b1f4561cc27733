// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "cpu/arithmetic.h"
#include "cpu/core.h"

/// Decimal adjustment.  Source: Intel SDM vol. 2, AAA to DAS.  Undefined flags are those of the addition that
/// the processor makes inside.
namespace dumplab::cpu::bcd {

inline constexpr std::uint8_t kAl = 0;
inline constexpr std::uint8_t kAh = 1;

/// DAA, DAS.
template <bool kSubtract>
DUMPLAB_INLINE bool adjust_packed(Core& core, const Op&, Flags& flags) {
  const auto old = get<std::uint8_t>(core, kAl);
  const bool low = (old & 15) > 9 || flags.adjust();
  const bool high = old > 0x99 || flags.carry();
  const int correction = (low ? 6 : 0) + (high ? 0x60 : 0);
  const auto value = static_cast<std::uint8_t>(kSubtract ? old - correction : old + correction);
  // DAS: the borrow of the low correction counts as well.
  const bool carry = high || (kSubtract && low && old < 6);
  put(core, kAl, value);
  flags.set<std::uint8_t>(value, carry, false, low);
  return true;
}

/// AAA, AAS.
template <bool kSubtract>
DUMPLAB_INLINE bool adjust_unpacked(Core& core, const Op&, Flags& flags) {
  const auto old = get<std::uint16_t>(core, 0);
  const bool carry = (old & 15) > 9 || flags.adjust();
  const int correction = carry ? 0x106 : 0;
  const auto value = static_cast<std::uint16_t>((kSubtract ? old - correction : old + correction) & 0xff0f);
  put(core, 0, value);
  flags.set<std::uint8_t>(static_cast<std::uint8_t>(value), carry, false, carry);
  return true;
}

/// AAM with any base; 0 is #DE.
DUMPLAB_INLINE bool split_digits(Core& core, const Op& op, Flags& flags) {
  const auto base = static_cast<std::uint8_t>(op.arg.immediate);
  if (base == 0) return core.raise(x86::kDivideError);
  const auto old = get<std::uint8_t>(core, kAl);
  const auto value = static_cast<std::uint8_t>(old % base);
  put(core, kAl, value);
  put(core, kAh, static_cast<std::uint8_t>(old / base));
  flags.set<std::uint8_t>(value, false, false, false);
  return true;
}

/// AAD with any base.
DUMPLAB_INLINE bool join_digits(Core& core, const Op& op, Flags& flags) {
  const auto tens = static_cast<std::uint8_t>(get<std::uint8_t>(core, kAh) * op.arg.immediate);
  const auto value = arithmetic::add<std::uint8_t>(get<std::uint8_t>(core, kAl), tens, 0, flags);
  put<std::uint16_t>(core, 0, value);
  return true;
}

}  // namespace dumplab::cpu::bcd
