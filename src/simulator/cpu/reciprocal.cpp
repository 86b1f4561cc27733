// SPDX-License-Identifier: MIT
#include "cpu/reciprocal.h"

namespace dumplab::cpu::reciprocal {
namespace {

constexpr std::uint32_t kSign = 0x80000000, kInfinity = 0x7f800000, kQuiet = 0x00400000,
                        kIndefiniteSingle = 0xffc00000, kFraction = 0x007fffff, kOne = 0x00800000;

std::uint32_t exponent_of(std::uint32_t single) { return single >> 23 & 0xff; }

/// The largest integer whose square is at most `value`.
std::uint64_t root(std::uint64_t value) {
  std::uint64_t result = 0;
  for (std::uint64_t bit = std::uint64_t{1} << 31; bit != 0; bit >>= 1) {
    if ((result | bit) * (result | bit) <= value) result |= bit;
  }
  return result;
}

}  // namespace

std::uint32_t approximate(std::uint32_t single) {
  const std::uint32_t sign = single & kSign;
  const std::uint32_t exponent = exponent_of(single);
  if (exponent == 0) return sign | kInfinity;
  if (exponent == 255) return (single & kFraction) != 0 ? single | kQuiet : sign;
  if (exponent >= 253) return sign;  // 2^126 and more: tiny, though 2^126 itself might not be
  const std::uint32_t significand = (single & kFraction) | kOne;  // 24 bits: [1, 2)
  // 2^47 / significand lies in (2^23, 2^24]: the reciprocal with its top bit at 23, kept to 14 bits.
  const std::uint64_t quotient = ((std::uint64_t{1} << 47) / significand + 0x200) & ~std::uint64_t{0x3ff};
  const bool is_power = quotient >> 24 != 0;
  const std::int32_t result = 253 - static_cast<std::int32_t>(exponent) + (is_power ? 1 : 0);
  return sign | static_cast<std::uint32_t>(result) << 23 |
         (is_power ? 0 : static_cast<std::uint32_t>(quotient) & kFraction);
}

std::uint32_t approximate_root(std::uint32_t single) {
  const std::uint32_t exponent = exponent_of(single);
  if (exponent == 0) return (single & kSign) | kInfinity;
  if (exponent == 255 && (single & kFraction) != 0) return single | kQuiet;
  if ((single & kSign) != 0) return kIndefiniteSingle;
  if (exponent == 255) return 0;
  // value = significand * 2^-23 * 4^half, significand * 2^-23 in [1, 4)
  const bool odd = (exponent & 1) == 0;
  const std::uint64_t significand = static_cast<std::uint64_t>((single & kFraction) | kOne) << (odd ? 1 : 0);
  const std::int32_t half = (static_cast<std::int32_t>(exponent) - 127 - (odd ? 1 : 0)) / 2;
  // sqrt(2^63 / significand) = 2^20 / sqrt(value / 4^half), in (2^19, 2^20], kept to 14 bits.
  const std::uint64_t scaled = root((std::uint64_t{1} << 63) / significand);
  const std::uint64_t rounded = (scaled + 0x20) & ~std::uint64_t{0x3f};
  const bool is_power = rounded >> 20 != 0;
  const auto result = static_cast<std::uint32_t>(126 - half + (is_power ? 1 : 0));
  return result << 23 | (is_power ? 0 : static_cast<std::uint32_t>(rounded << 4) & kFraction);
}

}  // namespace dumplab::cpu::reciprocal
