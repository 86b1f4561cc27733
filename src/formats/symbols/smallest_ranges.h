// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace dumplab::symbols {

/// Ranges that may nest and overlap, asked for the smallest that holds an address. Of equal sizes the one
/// that begins last is taken, of equal ranges the first.
class SmallestRanges {
 public:
  struct Range {
    std::uint32_t rva = 0, size = 0;
  };

  SmallestRanges() = default;
  explicit SmallestRanges(const std::vector<Range>& ranges);

  /// Index among the ranges that were given. A binary search.
  std::optional<std::size_t> find(std::uint32_t rva) const;

 private:
  /// From here to the next piece.
  struct Piece {
    std::uint64_t rva = 0;
    std::size_t index = 0;  // kNone: no range
  };
  static constexpr std::size_t kNone = SIZE_MAX;

  std::vector<Piece> pieces_;  // by RVA
};

}  // namespace dumplab::symbols
