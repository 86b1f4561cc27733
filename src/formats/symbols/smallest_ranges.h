// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace dumplab::symbols {

/// Ranges that may nest and overlap, asked for the smallest that holds an address. Of equal sizes the one
/// that begins last is taken, of equal ranges the first. Few questions are answered by looking at all of
/// them; many by an index that is made then. Not thread safe.
class SmallestRanges {
 public:
  struct Range {
    std::uint32_t rva = 0, size = 0;
  };

  SmallestRanges() = default;
  explicit SmallestRanges(std::vector<Range> ranges) : ranges_(std::move(ranges)) {}

  /// Index among the ranges that were given.
  std::optional<std::size_t> find(std::uint32_t rva) const;

 private:
  /// From here to the next piece.
  struct Piece {
    std::uint64_t rva = 0;
    std::size_t index = 0;  // kNone: no range
  };
  static constexpr std::size_t kNone = SIZE_MAX;

  bool is_better(std::size_t a, std::size_t b) const;
  std::optional<std::size_t> look_at_all(std::uint32_t rva) const;
  void make_index() const;

  std::vector<Range> ranges_;
  mutable std::size_t asked_ = 0;
  mutable std::vector<Piece> pieces_;  // by RVA
};

}  // namespace dumplab::symbols
