// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <type_traits>

#include "cpu/core.h"

namespace dumplab::cpu::shift {

/// Where the count comes from; it is taken modulo 32 in each case.
enum class Count : std::uint8_t { kNonZeroImmediate, kCl };

template <Count kCount>
DUMPLAB_INLINE std::uint32_t count_of(const Core& core, const Op& op) {
  if constexpr (kCount == Count::kNonZeroImmediate) return op.arg.immediate & 31;
  return core.registers[x86::kEcx] & 31;
}

template <class T>
inline constexpr unsigned kBits = 8 * sizeof(T);

template <class T>
DUMPLAB_INLINE bool bit(T value, unsigned index) {
  return value >> index & 1;
}

template <class T>
DUMPLAB_INLINE bool top(T value) {
  return bit<T>(value, kBits<T> - 1);
}

template <class T>
DUMPLAB_INLINE bool second(T value) {
  return bit<T>(value, kBits<T> - 2);
}

// OF is defined for a count of 1 only.  Other counts give what Intel processors give: OF as after the first
// step, from the operand's old bits.

struct Left {
  template <class T>
  DUMPLAB_INLINE static T apply(T value, std::uint32_t count, Flags& flags) {
    const std::uint64_t wide = static_cast<std::uint64_t>(value) << count;
    const T result = static_cast<T>(wide);
    const bool carry = wide >> kBits<T> & 1;
    flags.set<T>(result, carry, top(value) != second(value), false);
    return result;
  }
};

struct Right {
  template <class T>
  DUMPLAB_INLINE static T apply(T value, std::uint32_t count, Flags& flags) {
    const std::uint64_t before = static_cast<std::uint64_t>(value) >> (count - 1);
    const T result = static_cast<T>(before >> 1);
    flags.set<T>(result, before & 1, top(value), false);
    return result;
  }
};

struct RightSigned {
  template <class T>
  DUMPLAB_INLINE static T apply(T value, std::uint32_t count, Flags& flags) {
    const auto before = static_cast<std::int64_t>(static_cast<std::make_signed_t<T>>(value)) >> (count - 1);
    const T result = static_cast<T>(before >> 1);
    flags.set<T>(result, before & 1, false, false);
    return result;
  }
};

struct RotateLeft {
  template <class T>
  DUMPLAB_INLINE static T apply(T value, std::uint32_t count, Flags& flags) {
    const unsigned by = count % kBits<T>;
    const T result = by == 0 ? value : static_cast<T>(value << by | value >> (kBits<T> - by));
    const bool carry = result & 1;
    flags.set_carries(carry, top(value) != second(value), flags.adjust());
    return result;
  }
};

struct RotateRight {
  template <class T>
  DUMPLAB_INLINE static T apply(T value, std::uint32_t count, Flags& flags) {
    const unsigned by = count % kBits<T>;
    const T result = by == 0 ? value : static_cast<T>(value >> by | value << (kBits<T> - by));
    flags.set_carries(top(result), bit<T>(value, 0) != top(value), flags.adjust());
    return result;
  }
};

/// RCL turns kBits + 1 bits: CF above the operand.
struct RotateCarryLeft {
  template <class T>
  DUMPLAB_INLINE static T apply(T value, std::uint32_t count, Flags& flags) {
    constexpr unsigned kWidth = kBits<T> + 1;
    const unsigned by = count % kWidth;
    std::uint64_t wide = static_cast<std::uint64_t>(flags.carry()) << kBits<T> | value;
    if (by != 0) wide = wide << by | wide >> (kWidth - by);
    const T result = static_cast<T>(wide);
    const bool carry = wide >> kBits<T> & 1;
    flags.set_carries(carry, top(value) != second(value), flags.adjust());
    return result;
  }
};

struct RotateCarryRight {
  template <class T>
  DUMPLAB_INLINE static T apply(T value, std::uint32_t count, Flags& flags) {
    constexpr unsigned kWidth = kBits<T> + 1;
    const unsigned by = count % kWidth;
    std::uint64_t wide = static_cast<std::uint64_t>(flags.carry()) << kBits<T> | value;
    if (by != 0) wide = wide >> by | wide << (kWidth - by);
    const T result = static_cast<T>(wide);
    const bool carry = wide >> kBits<T> & 1;
    flags.set_carries(carry, flags.carry() != top(value), flags.adjust());
    return result;
  }
};

/// SHLD, SHRD.  A 16-bit count above 16 is undefined; processors go on with the destination's bits.
struct DoubleLeft {
  template <class T>
  DUMPLAB_INLINE static T apply(T value, T fill, std::uint32_t count, Flags& flags) {
    std::uint64_t wide = static_cast<std::uint64_t>(value) << kBits<T> | fill;
    if constexpr (sizeof(T) == 2) wide = wide << 16 | value;
    const T result = static_cast<T>(wide << count >> 32);
    const bool carry = wide >> (32 + kBits<T> - count) & 1;
    flags.set<T>(result, carry, top(value) != second(value), false);
    return result;
  }
};

struct DoubleRight {
  template <class T>
  DUMPLAB_INLINE static T apply(T value, T fill, std::uint32_t count, Flags& flags) {
    std::uint64_t wide = static_cast<std::uint64_t>(fill) << kBits<T> | value;
    if constexpr (sizeof(T) == 2) wide |= static_cast<std::uint64_t>(value) << 32;
    const T result = static_cast<T>(wide >> count);
    const bool carry = wide >> (count - 1) & 1;
    flags.set<T>(result, carry, top(value) != bit<T>(fill, 0), false);
    return result;
  }
};

/// A count of 0 changes neither value nor flags.
template <class Operation, Count kCount>
struct Shift {
  template <class T>
  DUMPLAB_INLINE static T apply(Core& core, const Op& op, T value, Flags& flags) {
    const std::uint32_t count = count_of<kCount>(core, op);
    if (kCount == Count::kCl && count == 0) return value;
    return Operation::template apply<T>(value, count, flags);
  }
};

template <class Operation, Count kCount>
struct DoubleShift {
  template <class T>
  DUMPLAB_INLINE static T apply(Core& core, const Op& op, T value, Flags& flags) {
    const std::uint32_t count = count_of<kCount>(core, op);
    if (kCount == Count::kCl && count == 0) return value;
    return Operation::template apply<T>(value, get<T>(core, op.arg.source), count, flags);
  }
};

/// A memory operand with an immediate count of 0: still a read and a write.
struct Touch {
  template <class T>
  DUMPLAB_INLINE static T apply(Core&, const Op&, T value, Flags&) {
    return value;
  }
};

}  // namespace dumplab::cpu::shift
