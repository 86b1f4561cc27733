// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "classroom/keys.h"
#include "dumplab/result.h"

namespace dumplab::classroom {

/// The work of one guess: Argon2id version 1.3 with one lane.
struct HashCost {
  std::uint64_t passes = 0;
  std::uint64_t memory = 0;  ///< bytes
  friend bool operator==(const HashCost&, const HashCost&) = default;
};

/// Of all hashes that are made: one of the settings of the OWASP Password Storage Cheat Sheet. A guess takes
/// about 25 ms of a core of the server where this was chosen; 50 ms are the limit.
inline constexpr HashCost kHashCost{3, 12 << 20};
/// What a guess is taken to cost in may_publish(): less, because others may have faster machines.
inline constexpr std::uint64_t kGuessMilliseconds = 20;

/// Whether a hash of this cost is computed at all: 1 to 64 passes, 8 KiB to 256 MiB.
bool is_acceptable(const HashCost& cost);

/// Tells whether answers are right without telling the answers.
struct CheckHash {
  Salt salt;
  std::array<std::uint8_t, 32> hash;
  friend bool operator==(const CheckHash&, const CheckHash&) = default;
};

/// Of the canonical answers to a group of questions, in the questions' order; each behind its length. kIo
/// when there is not enough memory. The cost must be acceptable.
Result<CheckHash> make_check_hash(std::span<const std::string> answers, const Salt& salt,
                                  const HashCost& cost = kHashCost);
/// Whether these are the answers.
Result<bool> verify(const CheckHash& check, std::span<const std::string> answers, const HashCost& cost);

/// Whether trying all answers takes a core-year (365 days) or more. `candidates`: for each question of the
/// group, how many answers come into question for somebody who knows the dump.
bool may_publish(std::span<const std::uint64_t> candidates, std::uint64_t guess_milliseconds);

}  // namespace dumplab::classroom
