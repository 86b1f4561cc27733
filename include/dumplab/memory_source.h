// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "dumplab/address.h"

namespace dumplab {

/// The bytes of one process, at linear addresses, as far as somebody kept them.
class MemorySource {
 public:
  virtual ~MemorySource() = default;

  /// Ranges whose bytes are present: sorted, disjoint, as they were recorded (adjacent ones stay apart).
  virtual std::span<const AddressRange> ranges() const = 0;

  /// Copies bytes from `address` on into `out` and gives their number: fewer than asked where a byte is
  /// missing. Reads on across adjacent ranges.
  virtual std::size_t read(LinearAddress address, std::span<std::byte> out) const = 0;

  /// True when all `size` bytes are present and were copied.
  bool read_exactly(LinearAddress address, void* out, std::size_t size) const {
    return read(address, {static_cast<std::byte*>(out), size}) == size;
  }

  /// A little-endian 32-bit word; empty when a byte of it is missing.
  std::optional<std::uint32_t> read_u32(LinearAddress address) const {
    unsigned char b[4];
    if (!read_exactly(address, b, sizeof b)) return std::nullopt;
    return static_cast<std::uint32_t>(b[0]) | static_cast<std::uint32_t>(b[1]) << 8 |
           static_cast<std::uint32_t>(b[2]) << 16 | static_cast<std::uint32_t>(b[3]) << 24;
  }
};

}  // namespace dumplab
