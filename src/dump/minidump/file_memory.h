// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <vector>

#include "base/byte_view.h"
#include "dumplab/memory_source.h"

namespace dumplab::minidump {

/// Memory whose bytes stay in the dump file.
class FileMemory final : public MemorySource {
 public:
  /// `ranges` sorted and disjoint; `offsets` are their bytes' offsets in `file`, where all of them lie.
  /// `owner` keeps the bytes of `file` alive: snapshots and their reductions outlive the Dump they came from.
  FileMemory(ByteView file, std::shared_ptr<const void> owner, std::vector<AddressRange> ranges,
             std::vector<std::uint64_t> offsets);

  std::span<const AddressRange> ranges() const override { return ranges_; }
  std::size_t read(LinearAddress address, std::span<std::byte> out) const override;

 private:
  ByteView file_;
  std::shared_ptr<const void> owner_;
  std::vector<AddressRange> ranges_;
  std::vector<std::uint64_t> offsets_;
};

}  // namespace dumplab::minidump
