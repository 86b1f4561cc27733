// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace dumplab::cpu {

enum class AccessKind : std::uint8_t { kRead = 1, kWrite = 2, kReadWrite = 3 };

constexpr bool includes(AccessKind kinds, AccessKind kind) {
  return (static_cast<unsigned>(kinds) & static_cast<unsigned>(kind)) != 0;
}

/// One data access of an instruction.  A read-modify-write makes two records.
struct AccessRecord {
  std::uint32_t linear;
  std::uint8_t size;    // bytes
  AccessKind kind;      // kRead or kWrite
  std::uint64_t value;  // the lowest 8 bytes
};

static_assert(sizeof(AccessRecord) == 16);

/// The latest accesses of one processor, in order.  Those of an instruction that faulted further on stay.
class AccessLog {
 public:
  /// Keeps the last `capacity` records, rounded up to a power of two.
  explicit AccessLog(std::size_t capacity) : ring_(std::bit_ceil(std::max<std::size_t>(capacity, 1))) {}

  void append(const AccessRecord& record) { ring_[total_++ & (ring_.size() - 1)] = record; }

  std::uint64_t total() const { return total_; }  // ever appended

  /// What is still there, oldest first.
  std::vector<AccessRecord> records() const {
    std::vector<AccessRecord> kept;
    const std::uint64_t first = total_ - std::min<std::uint64_t>(total_, ring_.size());
    for (std::uint64_t index = first; index < total_; ++index)
      kept.push_back(ring_[index & (ring_.size() - 1)]);
    return kept;
  }

 private:
  std::vector<AccessRecord> ring_;
  std::uint64_t total_ = 0;
};

/// Accesses of `kind` that touch [linear, linear + size) stop the processor.
struct Watchpoint {
  std::uint32_t linear = 0;
  std::uint32_t size = 0;
  AccessKind kind = AccessKind::kWrite;

  bool touches(std::uint32_t at, std::uint32_t bytes) const {
    return at - linear < size || linear - at < bytes;
  }
};

}  // namespace dumplab::cpu
