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

/// The unit of the bit string that the signed bit number selects, in bytes from its start.
/// Source: Intel SDM vol. 2, BT, and vol. 1, 3.1.1.9 "Bit(BitBase, BitOffset)".
template <class T>
DUMPLAB_INLINE std::uint32_t unit_offset(T number) {
  const std::int32_t unit = static_cast<std::make_signed_t<T>>(number) >> std::countr_zero(8 * sizeof(T));
  return static_cast<std::uint32_t>(unit) * static_cast<std::uint32_t>(sizeof(T));
}

/// Moves the address register to that unit where 16-bit addressing wraps it or the end of FS is near.
template <class T, bool kNarrow, bool kFs>
DUMPLAB_INLINE bool move_to_unit(Core& core, const Op& op, Flags&) {
  const std::uint32_t base = kFs ? core.fs_base : 0;
  std::uint32_t offset = address<false>(core, op) - base + unit_offset<T>(get<T>(core, op.arg.source));
  if constexpr (kNarrow) offset &= 0xffff;
  if (kFs && offset + static_cast<std::uint32_t>(sizeof(T) - 1) < offset)
    return core.raise(x86::kGeneralProtection);
  put(core, kAddressRegister, offset + base);
  return true;
}

/// Where the bit number comes from.  With a register a memory operand is a bit string; kInUnit: the address
/// already counts the register's upper bits.
enum class Number : std::uint8_t { kImmediate, kRegister, kInUnit };

template <class Access, Change kChange, class T, bool kMemory, Number kNumber>
DUMPLAB_INLINE bool test_body(Core& core, const Op& op, Flags& flags) {
  constexpr unsigned kBits = 8 * sizeof(T);
  const T number =
      kNumber == Number::kImmediate ? static_cast<T>(op.arg.immediate) : get<T>(core, op.arg.source);
  const unsigned index = number & (kBits - 1);
  if constexpr (!kMemory) {
    const T value = change_bit<kChange, T>(get<T>(core, op.arg.destination), index, flags);
    if constexpr (kChange != Change::kTest) put<T>(core, op.arg.destination, value);
    return true;
  } else {
    std::uint32_t linear = address<false>(core, op);
    if constexpr (kNumber == Number::kRegister) linear += unit_offset<T>(number);
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
