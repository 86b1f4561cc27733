// SPDX-License-Identifier: MIT
#pragma once

#include <gtest/gtest.h>

#include "regions/region_map.h"

namespace dumplab::regions::test {

/// The map of a snapshot; fails where it has a gap.
inline std::vector<OwnedRegion> map(const Snapshot& snapshot) {
  const structures::ModuleImages modules(snapshot, {});
  auto regions = map_regions(snapshot, modules, structures::read_process_structures(snapshot));
  std::uint64_t at = 0;
  for (const OwnedRegion& region : regions) {
    EXPECT_EQ(region.base, at) << region.owner;
    EXPECT_NE(region.size, 0u) << region.owner;
    at = region.base + region.size;
  }
  return regions;
}

inline std::uint64_t total(const std::vector<OwnedRegion>& regions) {
  std::uint64_t sum = 0;
  for (const OwnedRegion& region : regions) sum += region.size;
  return sum;
}

inline const OwnedRegion& at(const std::vector<OwnedRegion>& regions, std::uint64_t address) {
  const OwnedRegion* region = find_region(regions, address);
  if (!region) throw std::out_of_range("no region");
  return *region;
}

inline std::string owner_at(const std::vector<OwnedRegion>& regions, std::uint64_t address) {
  return at(regions, address).owner;
}

/// Its three numbers.
struct Said {
  std::uint32_t state, type, protect;
  friend bool operator==(const Said&, const Said&) = default;
};
inline Said said_at(const std::vector<OwnedRegion>& regions, std::uint64_t address) {
  const OwnedRegion& region = at(regions, address);
  return {region.state, region.type, region.protect};
}

}  // namespace dumplab::regions::test
