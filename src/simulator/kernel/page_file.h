// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/saved.h"
#include "machine/disk.h"

namespace dumplab::kernel {

inline constexpr std::string_view kPageFilePath = "C:\\pagefile.sys";

/// pagefile.sys: slots of one page each, given out from the lowest free one up. Slot 0 is never given out, so
/// that an entry of zeros means nothing.
class PageFile {
 public:
  /// Makes the file, of `bytes` rounded down to pages; without slots when the disk has no room for it.
  PageFile(machine::Disk& disk, std::uint64_t bytes);

  std::uint32_t slot_count() const { return slot_count_; }
  std::uint32_t used() const { return used_; }
  std::uint32_t free() const { return slot_count_ - used_; }

  std::optional<std::uint32_t> allocate();
  void release(std::uint32_t slot);
  bool is_used(std::uint32_t slot) const;

  /// Transfers of one page; writes count as one request each, reads are counted by the caller, who may read
  /// several slots in one.
  void write(std::uint32_t slot, std::span<const std::byte> page);
  void read(std::uint32_t slot, std::span<std::byte> page) const;

 private:
  friend struct saved::Fields<PageFile>;

  machine::Disk& disk_;
  machine::DiskFile* file_ = nullptr;
  std::uint32_t slot_count_ = 0, used_ = 0;
  std::uint32_t lowest_ = 0;         // no free slot in words below
  std::vector<std::uint64_t> bits_;  // bit n of word m: slot 64m + n is used, or is none
};

}  // namespace dumplab::kernel
