// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "dumplab/result.h"

namespace dumplab::classroom {

/// What an instance is for: the same student gets another one in each.
enum class Use { kPractice, kExam };

/// Who gets which exercise. Words are compared byte by byte.
struct Instance {
  Use use = Use::kPractice;
  std::string lab, term, student, exercise;
  std::uint64_t attempt = 0;
};

using Salt = std::array<std::uint8_t, 16>;

/// What an instructor knows and students do not. All instances come from it again; nothing else is stored.
class Secret {
 public:
  /// A line end at the end does not count, so that an editor changes nothing. kMalformed below 16 bytes and
  /// above 64 KiB.
  static Result<Secret> from_bytes(std::span<const std::byte> bytes);
  /// The same of a file.
  static Result<Secret> read(const std::filesystem::path& path);
  /// For practice without a teacher.
  static Secret known_to_all();
  Secret(const Secret&) = default;
  Secret& operator=(const Secret&) = default;
  /// Leaves no key in memory.
  ~Secret();

  /// What the generator of the instance starts from.
  std::uint64_t seed(const Instance& instance) const;
  /// Of the hash of a question or group of questions in the instance's check file.
  Salt salt(const Instance& instance, std::string_view check) const;

 private:
  using Key = std::array<std::uint8_t, 32>;
  explicit Secret(const Key& key) : key_(key) {}
  /// BLAKE2b-256 with the key over `purpose`, the use, the instance and `last`, each behind its length.
  std::array<std::uint8_t, 32> derive(std::string_view purpose, const Instance& instance,
                                      std::string_view last) const;

  Key key_;
};

}  // namespace dumplab::classroom
