// SPDX-License-Identifier: MIT
#include "snapshot/captured_memory.h"

#include <algorithm>

#include "base/check.h"

namespace dumplab::snapshot {

std::size_t find_range(std::span<const AddressRange> ranges, LinearAddress address) {
  const auto after = std::upper_bound(ranges.begin(), ranges.end(), address,
                                      [](LinearAddress a, const AddressRange& r) { return a < r.base; });
  if (after == ranges.begin() || !std::prev(after)->contains(address)) return ranges.size();
  return static_cast<std::size_t>(std::prev(after) - ranges.begin());
}

void CapturedMemory::append(LinearAddress base, const std::vector<std::byte>& bytes) {
  SparseBytes sparse;
  sparse.resize(bytes.size());
  sparse.write(0, bytes);
  append(base, std::move(sparse));
}

void CapturedMemory::append(LinearAddress base, SparseBytes bytes) {
  DUMPLAB_CHECK(ranges_.empty() || base - ranges_.back().base >= ranges_.back().size);
  ranges_.push_back({base, bytes.size()});
  bytes_.push_back(std::move(bytes));
}

std::size_t CapturedMemory::read(LinearAddress address, std::span<std::byte> out) const {
  std::size_t done = 0;
  for (std::size_t i = find_range(ranges_, address); i < ranges_.size() && done < out.size(); ++i) {
    if (!ranges_[i].contains(address + done)) break;
    const std::uint64_t inside = address + done - ranges_[i].base;
    const std::size_t count = std::min<std::uint64_t>(out.size() - done, ranges_[i].size - inside);
    bytes_[i].read(inside, out.subspan(done, count));
    done += count;
  }
  return done;
}

MemorySelection::MemorySelection(std::shared_ptr<const MemorySource> whole, std::vector<AddressRange> ranges)
    : whole_(std::move(whole)), ranges_(std::move(ranges)) {}

std::size_t MemorySelection::read(LinearAddress address, std::span<std::byte> out) const {
  std::size_t done = 0;
  for (std::size_t i = find_range(ranges_, address); i < ranges_.size() && done < out.size(); ++i) {
    if (!ranges_[i].contains(address + done)) break;
    const std::uint64_t inside = address + done - ranges_[i].base;
    const std::size_t count = std::min<std::uint64_t>(out.size() - done, ranges_[i].size - inside);
    const std::size_t got = whole_->read(address + done, out.subspan(done, count));
    done += got;
    if (got < count) break;
  }
  return done;
}

std::vector<AddressRange> intersect(std::span<const AddressRange> present, std::vector<AddressRange> wanted) {
  std::sort(wanted.begin(), wanted.end());
  std::vector<AddressRange> result;
  for (const AddressRange& want : wanted) {
    for (const AddressRange& have : present) {
      const LinearAddress begin = std::max(want.base, have.base);
      const std::uint64_t end = std::min(want.base.value + want.size, have.base.value + have.size);
      if (begin.value >= end) continue;
      if (!result.empty() && begin <= result.back().end()) {
        AddressRange& last = result.back();
        last.size = std::max(last.end().value, end) - last.base.value;
      } else {
        result.push_back({begin, end - begin.value});
      }
    }
  }
  return result;
}

}  // namespace dumplab::snapshot
