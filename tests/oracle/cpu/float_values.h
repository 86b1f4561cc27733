// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>

#include "oracle/cpu/random.h"

namespace dumplab::oracle {

/// Edge values of the three floating formats, as random bits of the format's width.
inline std::uint32_t random_single(Random& random) {
  static constexpr std::uint32_t kExponents[] = {0x00, 0x01, 0x7e, 0x7f, 0x80, 0x9e, 0xfe, 0xff};
  static constexpr std::uint32_t kFractions[] = {0, 1, 0x400000, 0x7fffff, 0x200000, 0x000800};
  const std::uint32_t sign = random.bits() & 0x80000000;
  const std::uint32_t exponent =
      random.percent(50) ? random.of<std::uint32_t>(kExponents) : random.from_to(0x70, 0x8f);
  const std::uint32_t fraction =
      random.percent(50) ? random.of<std::uint32_t>(kFractions) : random.bits() & 0x7fffff;
  return sign | exponent << 23 | fraction;
}

inline std::uint64_t random_double(Random& random) {
  static constexpr std::uint32_t kExponents[] = {0,     1,     0x3fe, 0x3ff, 0x400, 0x41e,
                                                 0x43e, 0x7fe, 0x7ff, 0x380, 0x47e};
  static constexpr std::uint64_t kFractions[] = {
      0, 1, 0x8000000000000, 0xfffffffffffff, 0x4000000000000, 0x20000000};
  const std::uint64_t sign = random.next() & std::uint64_t{1} << 63;
  const std::uint64_t exponent =
      random.percent(50) ? random.of<std::uint32_t>(kExponents) : random.from_to(0x3e0, 0x420);
  const std::uint64_t fraction =
      random.percent(50) ? random.of<std::uint64_t>(kFractions) : random.next() >> 12;
  return sign | exponent << 52 | fraction;
}

/// 80 bits, in memory order: also pseudo-denormals, unnormals and pseudo-NaNs.
inline std::array<std::uint8_t, 10> random_extended(Random& random) {
  static constexpr std::uint32_t kExponents[] = {0,      1,      0x3ffe, 0x3fff, 0x4000, 0x401e, 0x403e,
                                                 0x7ffe, 0x7fff, 0x3f81, 0x407e, 0x3c01, 0x43fe};
  static constexpr std::uint64_t kFractions[] = {
      0, 1, std::uint64_t{1} << 62, ~std::uint64_t{0} >> 1, std::uint64_t{1} << 40, std::uint64_t{1} << 11};
  std::uint64_t fraction = random.percent(50) ? random.of<std::uint64_t>(kFractions) : random.next() >> 1;
  const std::uint32_t exponent =
      random.percent(50) ? random.of<std::uint32_t>(kExponents) : random.from_to(0x3fd0, 0x4040);
  const bool integer_bit = random.percent(4) ? random.percent(50) : exponent != 0;
  if (integer_bit) fraction |= std::uint64_t{1} << 63;
  const std::uint32_t top = exponent | (random.percent(50) ? 0x8000u : 0);
  std::array<std::uint8_t, 10> bytes{};
  for (unsigned i = 0; i < 8; ++i) bytes[i] = static_cast<std::uint8_t>(fraction >> 8 * i);
  bytes[8] = static_cast<std::uint8_t>(top);
  bytes[9] = static_cast<std::uint8_t>(top >> 8);
  return bytes;
}

}  // namespace dumplab::oracle
