// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace dumplab::oracle {

/// SplitMix64: the same numbers on every host.
/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    std::uint64_t value = state_ += 0x9e3779b97f4a7c15;
    value = (value ^ value >> 30) * 0xbf58476d1ce4e5b9;
    value = (value ^ value >> 27) * 0x94d049bb133111eb;
    return value ^ value >> 31;
  }
  std::uint32_t bits() { return static_cast<std::uint32_t>(next() >> 32); }
  std::uint8_t byte() { return static_cast<std::uint8_t>(next() >> 56); }
  /// 0 to `end` - 1.
  std::uint32_t below(std::uint32_t end) {
    return static_cast<std::uint32_t>((std::uint64_t{bits()} * end) >> 32);
  }
  std::uint32_t from_to(std::uint32_t first, std::uint32_t last) { return first + below(last - first + 1); }
  bool percent(std::uint32_t chance) { return below(100) < chance; }
  template <class T>
  const T& of(std::span<const T> values) {
    return values[below(static_cast<std::uint32_t>(values.size()))];
  }

 private:
  std::uint64_t state_;
};

}  // namespace dumplab::oracle
