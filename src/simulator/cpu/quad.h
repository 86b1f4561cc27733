// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstdint>

#include "cpu/float_state.h"

/// Quadruple precision, which compilers do in integer code: the same bits on every host.
namespace dumplab::cpu::quad {

__extension__ using Quad = __float128;
__extension__ using Bits = unsigned __int128;

inline constexpr int kBias = 16383, kFractionBits = 112;
inline constexpr Bits kHiddenBit = Bits{1} << kFractionBits;

/// value * 2^scale.
struct Scaled {
  Quad value;
  int scale;
};

/// significand * 2^exponent, significand not 0.
constexpr Quad make(Bits significand, int exponent) {
  while (significand >> kFractionBits == 0) {
    significand <<= 1;
    --exponent;
  }
  const auto biased = static_cast<Bits>(exponent + kFractionBits + kBias);
  return std::bit_cast<Quad>((significand & (kHiddenBit - 1)) | biased << kFractionBits);
}

constexpr Quad constant(std::uint64_t high, std::uint64_t low, int exponent) {
  return make(static_cast<Bits>(high) << 64 | low, exponent);
}

/// |number| as a value in [1, 2) and a scale.  Finite and not 0.
inline Scaled magnitude(const Extended& number) {
  const int shift = std::countl_zero(number.significand);
  const int biased = number.exponent() == 0 ? 1 : static_cast<int>(number.exponent());
  return {make(number.significand << shift, -63), biased - kBias - shift};
}

/// value * 2^scale for results that stay normal.
inline Quad scaled(const Scaled& number) {
  return std::bit_cast<Quad>(std::bit_cast<Bits>(number.value) +
                             (static_cast<Bits>(number.scale) << kFractionBits));
}

/// An 80-bit result with the status bits (exceptions, C1) of its rounding.
struct Rounded {
  Extended value{};
  std::uint16_t status = 0;
};

/// Rounds `number`, not 0, as the control word says.  Always inexact: what has no bits to round off stands
/// for a value very near.
Rounded round(const Scaled& number, std::uint16_t control);

}  // namespace dumplab::cpu::quad
