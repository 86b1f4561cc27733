// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/saved.h"
#include "x86/page_table.h"

namespace dumplab::machine {

/// The frames of 4 KiB that a machine has. Frame 0 is never given out, so that a zero entry means nothing.
class PhysicalMemory {
 public:
  /// `bytes` is rounded down to whole frames; at least 16 frames.
  explicit PhysicalMemory(std::uint64_t bytes);
  ~PhysicalMemory();
  PhysicalMemory(const PhysicalMemory&) = delete;
  PhysicalMemory& operator=(const PhysicalMemory&) = delete;

  std::uint32_t frame_count() const { return frame_count_; }
  std::uint32_t free_count() const {
    return frame_count_ - next_fresh_ + static_cast<std::uint32_t>(free_.size());
  }

  /// The frame that was freed last, zeroed, or one that was never used; empty when there is none.
  std::optional<std::uint32_t> allocate();
  /// The same for a page that is overwritten as a whole: its bytes are undefined.
  std::optional<std::uint32_t> allocate_unzeroed();
  void release(std::uint32_t frame);

  std::byte* host(std::uint32_t frame) { return base_ + std::size_t{frame} * x86::kPageSize; }
  const std::byte* host(std::uint32_t frame) const { return base_ + std::size_t{frame} * x86::kPageSize; }

  std::uint32_t read_entry(std::uint32_t frame, std::uint32_t index) const;
  void write_entry(std::uint32_t frame, std::uint32_t index, std::uint32_t entry);

 private:
  friend struct saved::Fields<PhysicalMemory>;

  std::byte* base_ = nullptr;
  std::uint32_t frame_count_ = 0;
  std::uint32_t next_fresh_ = 1;  // frames from here on were never used and are zero
  std::vector<std::uint32_t> free_;
};

}  // namespace dumplab::machine
