// SPDX-License-Identifier: MIT
#include "unwind/memory_around.h"

#include <algorithm>

namespace dumplab::unwind {

AddressRange memory_around(const Snapshot& snapshot, std::uint64_t address) {
  constexpr std::uint64_t kUnknown = 1u << 20;
  const LinearAddress at{address};
  for (const Region& region : snapshot.regions)
    if (region.range().contains(at)) return region.range();
  for (const AddressRange& range : snapshot.memory->ranges())
    if (range.contains(at)) return range;
  return {at, std::min(kUnknown, ~address)};
}

}  // namespace dumplab::unwind
