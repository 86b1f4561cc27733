// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "dumplab/memory_source.h"

namespace dumplab::corpus {

/// Memory that can be written to: ranges are sorted and do not overlap.
class EditableMemory final : public MemorySource {
 public:
  EditableMemory() = default;
  /// A copy of all of `source`.
  explicit EditableMemory(const MemorySource& source);

  /// A range that touches no other.
  void add(std::uint64_t base, std::vector<std::byte> bytes);
  void add(std::uint64_t base, std::size_t zeros) { add(base, std::vector<std::byte>(zeros)); }

  std::span<const AddressRange> ranges() const override { return ranges_; }
  std::size_t read(LinearAddress address, std::span<std::byte> out) const override;

  /// Overwrites bytes that are there. A place that is not all there is a bug of the caller.
  void write(std::uint64_t address, std::span<const std::byte> bytes);
  void write_u8(std::uint64_t address, std::uint8_t value) { write_number(address, value, 1); }
  void write_u16(std::uint64_t address, std::uint16_t value) { write_number(address, value, 2); }
  void write_u32(std::uint64_t address, std::uint64_t value) { write_number(address, value, 4); }
  /// A word that is there.
  std::uint32_t word(std::uint64_t address) const;

 private:
  void write_number(std::uint64_t address, std::uint64_t value, std::size_t size);

  std::vector<AddressRange> ranges_;
  std::vector<std::vector<std::byte>> bytes_;
};

}  // namespace dumplab::corpus
