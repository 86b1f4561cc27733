// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/saved.h"

namespace dumplab {

/// A long array of bytes in which zeros take next to no memory. Stored by pages of 4096 bytes, of which only
/// the 64-byte lines with something in them are kept.
class SparseBytes {
 public:
  std::uint64_t size() const { return size_; }
  /// New bytes are zero; bytes cut off are forgotten.
  void resize(std::uint64_t size);

  /// Copies bytes from `offset` on; gives their number: fewer than asked at the end of the array.
  std::size_t read(std::uint64_t offset, std::span<std::byte> out) const;
  /// Overwrites bytes inside the array.
  void write(std::uint64_t offset, std::span<const std::byte> bytes);

  std::vector<std::byte> to_vector() const;

 private:
  friend struct saved::Fields<SparseBytes>;

  static constexpr std::size_t kPage = 4096, kLine = 64;

  struct Page {
    std::uint64_t lines = 0;       // bit n: bytes [64n, 64n + 64) are kept
    std::vector<std::byte> bytes;  // of those lines, in order

    void unpack(std::byte* out) const { read(0, {out, kPage}); }
    void read(std::size_t offset, std::span<std::byte> out) const;
    void pack(const std::byte* in);
  };

  std::uint64_t size_ = 0;
  std::vector<Page> pages_;  // as far as something was written
};

}  // namespace dumplab
