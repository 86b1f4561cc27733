// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "base/saved.h"

namespace dumplab::machine {

/// How long a disk of the deck's years takes, in units of 100 ns: a move of the head, then the rotation to
/// the first sector, then the sectors. A sector that follows the last one, or is the last one, needs no move.
class DiskTiming {
 public:
  static constexpr std::uint64_t kSeek = 80'000, kRotation = 40'000, kSector = 250, kCommand = 1'000;

  /// Of a request for `count` sectors from `first` on.
  std::uint64_t request(std::uint64_t first, std::uint64_t count) {
    const bool stays = first == next_ || first + 1 == next_;
    next_ = first + count;
    return kCommand + (stays ? 0 : kSeek + kRotation) + count * kSector;
  }

 private:
  friend struct saved::Fields<DiskTiming>;

  std::uint64_t next_ = ~std::uint64_t{0};  // sector under the head
};

}  // namespace dumplab::machine
