// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "base/saved.h"

namespace dumplab::machine {

/// Simulated time. One instruction takes 10 ns; NT counts in 100 ns units.
class Clock {
 public:
  static constexpr std::uint64_t kInstructionsPerUnit = 10;
  static constexpr std::uint64_t kUnitsPerSecond = 10'000'000, kUnitsPerMillisecond = 10'000;
  /// 1970-01-01 as NT counts it, in 100 ns units since 1601-01-01.
  static constexpr std::uint64_t kUnixEpoch = 116'444'736'000'000'000;
  /// 2008-01-01 in seconds since 1970.
  static constexpr std::uint64_t kFirstDay = 1'199'145'600;

  /// The machine starts `days` after 2008-01-01, 09:00.
  explicit Clock(std::uint64_t days)
      : start_(kUnixEpoch + (kFirstDay + days * 86'400 + 9 * 3'600) * kUnitsPerSecond) {}

  std::uint64_t instructions() const { return instructions_; }  ///< since the start, of one CPU
  std::uint64_t units() const {
    return instructions_ / kInstructionsPerUnit;
  }                                                               ///< 100 ns units since the start
  std::uint64_t system_time() const { return start_ + units(); }  ///< 100 ns units since 1601
  std::uint32_t unix_time() const {
    return static_cast<std::uint32_t>((system_time() - kUnixEpoch) / kUnitsPerSecond);
  }

  void advance(std::uint64_t instructions) { instructions_ += instructions; }
  void advance_to_unit(std::uint64_t unit) {
    if (unit > units()) instructions_ = unit * kInstructionsPerUnit;
  }

 private:
  friend struct saved::Fields<Clock>;

  std::uint64_t start_;
  std::uint64_t instructions_ = 0;
};

}  // namespace dumplab::machine
