// SPDX-License-Identifier: MIT
#include "cpu/quad.h"

#include <algorithm>

namespace dumplab::cpu::quad {
namespace {

constexpr int kLargestExponent = 0x7ffe, kDropped = kFractionBits - 63;
constexpr int kBiasAdjustment = 24576;  // of unmasked overflow and underflow: Intel SDM vol. 1, 8.5.4
constexpr unsigned kNearest = 0, kDown = 1, kUp = 2;

bool rounds_up(Bits rest, Bits half, bool odd, bool negative, unsigned mode) {
  if (rest == 0) return false;
  if (mode == kNearest) return rest > half || (rest == half && odd);
  if (mode == kDown) return negative;
  return mode == kUp && !negative;
}

}  // namespace

Rounded round(const Scaled& number, std::uint16_t control) {
  const Bits bits = std::bit_cast<Bits>(number.value);
  const bool negative = (bits >> 127) != 0;
  const unsigned mode = control >> 10 & 3;
  int exponent = static_cast<int>(static_cast<unsigned>(bits >> kFractionBits) & 0x7fff) + number.scale;
  const Bits significand = (bits & (kHiddenBit - 1)) | kHiddenBit;
  Rounded result{.value = {}, .status = kInexact};
  int dropped = kDropped;
  if (exponent < 1) {
    result.status |= kUnderflowed;
    if ((control & kUnderflowed) == 0) {
      exponent += kBiasAdjustment;
    } else {
      dropped = std::min(dropped + 1 - exponent, kFractionBits + 2);
      exponent = 0;
    }
  }
  const Bits rest = significand & ((Bits{1} << dropped) - 1);
  auto kept = static_cast<std::uint64_t>(significand >> dropped);
  if (rounds_up(rest, Bits{1} << (dropped - 1), (kept & 1) != 0, negative, mode)) {
    result.status |= kC1;
    if (++kept == 0) {
      kept = std::uint64_t{1} << 63;
      ++exponent;
    }
    if (exponent == 0 && kept >> 63 != 0) exponent = 1;
  }
  if (exponent > kLargestExponent) {
    result.status |= kOverflowed;
    const bool to_infinity = mode == kNearest || (mode == kDown && negative) || (mode == kUp && !negative);
    if ((control & kOverflowed) == 0) {
      exponent -= kBiasAdjustment;
    } else {
      exponent = to_infinity ? 0x7fff : kLargestExponent;
      kept = to_infinity ? std::uint64_t{1} << 63 : ~std::uint64_t{0};
    }
  }
  result.value.significand = kept;
  result.value.sign_exponent = static_cast<std::uint16_t>((negative ? 0x8000 : 0) | exponent);
  return result;
}

}  // namespace dumplab::cpu::quad
