// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <vector>

#include "base/sparse_bytes.h"
#include "dumplab/memory_source.h"

namespace dumplab::snapshot {

/// Memory that owns its bytes.
class CapturedMemory final : public MemorySource {
 public:
  /// Ranges must come in ascending order and must not overlap.
  void append(LinearAddress base, SparseBytes bytes);
  void append(LinearAddress base, const std::vector<std::byte>& bytes);

  std::span<const AddressRange> ranges() const override { return ranges_; }
  std::size_t read(LinearAddress address, std::span<std::byte> out) const override;

 private:
  std::vector<AddressRange> ranges_;
  std::vector<SparseBytes> bytes_;
};

/// The part of another source that lies in some ranges.
class MemorySelection final : public MemorySource {
 public:
  /// `ranges` sorted, disjoint, each wholly present in `whole`.
  MemorySelection(std::shared_ptr<const MemorySource> whole, std::vector<AddressRange> ranges);

  std::span<const AddressRange> ranges() const override { return ranges_; }
  std::size_t read(LinearAddress address, std::span<std::byte> out) const override;

 private:
  std::shared_ptr<const MemorySource> whole_;
  std::vector<AddressRange> ranges_;
};

/// The range of `ranges` (sorted, disjoint) that holds `address`; ranges.size() when none does.
std::size_t find_range(std::span<const AddressRange> ranges, LinearAddress address);

/// `wanted` in any order, cut to what `present` has, sorted, overlapping and touching ones joined.
std::vector<AddressRange> intersect(std::span<const AddressRange> present, std::vector<AddressRange> wanted);

}  // namespace dumplab::snapshot
