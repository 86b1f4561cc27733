// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstdint>
#include <type_traits>

#include "cpu/operand.h"

namespace dumplab::cpu::bit {

enum class Change : std::uint8_t { kTest, kSet, kReset, kComplement };

/// BT, BTS, BTR, BTC.  CF gets the bit; the other flags are undefined and stay.
template <Change kChange, class T>
DUMPLAB_INLINE T change_bit(T value, unsigned index, Flags& flags) {
  const T mask = static_cast<T>(T{1} << index);
  flags.set_carry(value & mask);
  if constexpr (kChange == Change::kSet) return value | mask;
  if constexpr (kChange == Change::kReset) return static_cast<T>(value & ~mask);
  if constexpr (kChange == Change::kComplement) return value ^ mask;
  return value;
}

/// With a register as bit number a memory operand is a bit string: the signed number selects the unit.
/// Source: Intel SDM vol. 2, BT, and vol. 1, 3.1.1.9 "Bit(BitBase, BitOffset)".
template <class Access, Change kChange, class T, bool kMemory, bool kImmediate>
DUMPLAB_INLINE bool test_body(Core& core, const Op& op, Flags& flags) {
  constexpr unsigned kBits = 8 * sizeof(T);
  const T number = kImmediate ? static_cast<T>(op.arg.immediate) : get<T>(core, op.arg.source);
  const unsigned index = number & (kBits - 1);
  if constexpr (!kMemory) {
    const T value = change_bit<kChange, T>(get<T>(core, op.arg.destination), index, flags);
    if constexpr (kChange != Change::kTest) put<T>(core, op.arg.destination, value);
    return true;
  } else {
    std::uint32_t linear = address<false>(core, op);
    if constexpr (!kImmediate) {
      const std::int32_t unit = static_cast<std::make_signed_t<T>>(number) >> std::countr_zero(kBits);
      linear += static_cast<std::uint32_t>(unit) * static_cast<std::uint32_t>(sizeof(T));
    }
    if constexpr (kChange == Change::kTest) {
      T value;
      if (!Access::template read<T>(core, linear, value)) return false;
      change_bit<kChange, T>(value, index, flags);
      return true;
    } else {
      return Access::template modify<T>(core, linear,
                                        [&](T value) { return change_bit<kChange, T>(value, index, flags); });
    }
  }
}

/// BSF, BSR.  A source of 0 sets ZF and leaves the destination alone (undefined, but what processors do).
/// The other flags are undefined: here PF follows the bit number and the rest are clear, as on Intel
/// processors.
template <class Access, class T, bool kReverse, bool kMemory>
DUMPLAB_INLINE bool scan_body(Core& core, const Op& op, Flags& flags) {
  T value;
  if (!load_operand<Access, T, kMemory>(core, op, value)) return false;
  if (value == 0) {
    flags.set<T>(0, false, false, false);
    return true;
  }
  const int found =
      kReverse ? static_cast<int>(8 * sizeof(T)) - 1 - std::countl_zero(value) : std::countr_zero(value);
  put<T>(core, op.arg.destination, static_cast<T>(found));
  flags.set<std::uint32_t>(0x100u | static_cast<std::uint32_t>(found), false, false, false);
  return true;
}

}  // namespace dumplab::cpu::bit
