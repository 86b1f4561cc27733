// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "cpu/flag_state.h"
#include "cpu/op.h"

namespace dumplab::cpu {

struct Core;

namespace arithmetic {

/// The carry-out vector of a T moved up to bit 31; AF stays in bit 3.
template <class T>
DUMPLAB_INLINE std::uint32_t align_carries(std::uint32_t carry_out) {
  if constexpr (sizeof(T) == 4) return carry_out;
  return carry_out << (32 - 8 * sizeof(T)) | (carry_out & 8);
}

template <class T>
DUMPLAB_INLINE T add(T first, T second, std::uint32_t carry_in, Flags& flags) {
  const std::uint32_t a = first, b = second, sum = a + b + carry_in;
  flags.carries = align_carries<T>((a & b) | ((a | b) & ~sum));
  flags.result = static_cast<std::make_signed_t<T>>(sum);
  return static_cast<T>(sum);
}

template <class T>
DUMPLAB_INLINE T subtract(T first, T second, std::uint32_t borrow_in, Flags& flags) {
  const std::uint32_t a = first, b = second, difference = a - b - borrow_in;
  flags.carries = align_carries<T>((~a & b) | ((~a | b) & difference));
  flags.result = static_cast<std::make_signed_t<T>>(difference);
  return static_cast<T>(difference);
}

struct Add {
  static constexpr bool kWrites = true;
  template <class T>
  DUMPLAB_INLINE static T apply(T first, T second, Flags& flags) {
    return add<T>(first, second, 0, flags);
  }
};

struct AddWithCarry {
  static constexpr bool kWrites = true;
  template <class T>
  DUMPLAB_INLINE static T apply(T first, T second, Flags& flags) {
    return add<T>(first, second, flags.carry(), flags);
  }
};

struct Subtract {
  static constexpr bool kWrites = true;
  template <class T>
  DUMPLAB_INLINE static T apply(T first, T second, Flags& flags) {
    return subtract<T>(first, second, 0, flags);
  }
};

struct SubtractWithBorrow {
  static constexpr bool kWrites = true;
  template <class T>
  DUMPLAB_INLINE static T apply(T first, T second, Flags& flags) {
    return subtract<T>(first, second, flags.carry(), flags);
  }
};

struct Compare {
  static constexpr bool kWrites = false;
  template <class T>
  DUMPLAB_INLINE static T apply(T first, T second, Flags& flags) {
    return subtract<T>(first, second, 0, flags);
  }
};

/// INC and DEC leave CF alone.
template <bool kUp>
struct Step {
  template <class T>
  DUMPLAB_INLINE static T apply(Core&, const Op&, T value, Flags& flags) {
    const bool carry = flags.carry();
    const T result = kUp ? add<T>(value, 1, 0, flags) : subtract<T>(value, 1, 0, flags);
    // Flipping bits 31 and 30 together keeps OF.
    if (flags.carry() != carry) flags.carries ^= 0xc0000000u;
    return result;
  }
};

struct Negate {
  template <class T>
  DUMPLAB_INLINE static T apply(Core&, const Op&, T value, Flags& flags) {
    return subtract<T>(0, value, 0, flags);
  }
};

}  // namespace arithmetic
}  // namespace dumplab::cpu
