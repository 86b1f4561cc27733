// SPDX-License-Identifier: MIT
#include "kernel/vad_tree.h"

#include "nt/memory_constants.h"

namespace dumplab::kernel {

using x86::kPageSize;

bool VadTree::is_free(std::uint32_t base, std::uint32_t size) const {
  if (base < kLowestUserAddress || base > kHighestUserAddress || size > kHighestUserAddress - base + 1)
    return false;
  const auto after = vads_.lower_bound(base);
  if (after != vads_.end() && after->first - base < size) return false;
  return after == vads_.begin() || base - std::prev(after)->first >= std::prev(after)->second.size();
}

std::optional<std::uint32_t> VadTree::find_free(std::uint32_t size, std::uint32_t from, bool top_down) const {
  constexpr std::uint32_t kStep = nt::kAllocationGranularity;
  if (top_down) {
    for (std::uint32_t base = (kHighestUserAddress - size) & ~(kStep - 1); base >= kLowestUserAddress;
         base -= kStep)
      if (is_free(base, size)) return base;
    return std::nullopt;
  }
  for (std::uint32_t base = (from + kStep - 1) & ~(kStep - 1); base < kHighestUserAddress;) {
    if (is_free(base, size)) return base;
    const Vad* taken = nullptr;  // skip what is in the way
    for (auto at = vads_.lower_bound(base); at != vads_.end() && at->first - base < size; ++at)
      taken = &at->second;
    if (const Vad* here = find(base)) taken = taken ? taken : here;
    const std::uint32_t next = taken ? taken->base + taken->size() : base + kStep;
    base = (next + kStep - 1) & ~(kStep - 1);
    if (base == 0) break;
  }
  return std::nullopt;
}

Vad* VadTree::find(std::uint32_t linear) {
  return const_cast<Vad*>(static_cast<const VadTree*>(this)->find(linear));
}

const Vad* VadTree::find(std::uint32_t linear) const {
  const auto after = vads_.upper_bound(linear);
  if (after == vads_.begin()) return nullptr;
  const Vad& vad = std::prev(after)->second;
  return vad.contains(linear) ? &vad : nullptr;
}

Vad* VadTree::enclosing(std::uint32_t base, std::uint32_t size) {
  Vad* vad = find(base);
  return vad && size <= vad->size() - (base - vad->base) ? vad : nullptr;
}

MemoryRegion VadTree::query(std::uint32_t linear) const {
  MemoryRegion region;
  const std::uint32_t page = x86::page_of(linear);
  region.base = page;
  const Vad* vad = find(page);
  if (!vad) {
    const auto after = vads_.upper_bound(page);
    const std::uint32_t end = after == vads_.end() ? kHighestUserAddress + 1 : after->first;
    region.size = end - page;
    region.state = nt::kMemFree;
    region.protect = nt::kPageNoAccess;
    return region;
  }
  const PageState& first = vad->page_at(page);
  region.allocation_base = vad->base;
  region.allocation_protect = vad->allocation_protect;
  region.state = first.committed ? nt::kMemCommit : nt::kMemReserve;
  region.protect = first.protect;
  region.type = vad->type;
  std::uint32_t end = page;
  while (vad->contains(end) && vad->page_at(end).committed == first.committed &&
         vad->page_at(end).protect == first.protect)
    end += kPageSize;
  region.size = end - page;
  return region;
}

std::vector<MemoryRegion> VadTree::regions() const {
  std::vector<MemoryRegion> result;
  for (std::uint32_t at = 0; at <= kHighestUserAddress;) {
    result.push_back(query(at));
    at += result.back().size;
  }
  return result;
}

}  // namespace dumplab::kernel
