// SPDX-License-Identifier: MIT
#include "regions/region_map.h"

#include <gtest/gtest.h>

#include <numeric>

#include "analyzer/hand_made_process.h"

namespace dumplab::regions {
namespace {

std::vector<OwnedRegion> map(const Snapshot& s) {
  const structures::ModuleImages modules(s, {});
  return map_regions(s, modules, structures::read_process_structures(s));
}

std::uint64_t total(const std::vector<OwnedRegion>& regions) {
  std::uint64_t at = 0;
  for (const OwnedRegion& region : regions) {
    EXPECT_EQ(region.base, at) << region.owner;
    at += region.size;
  }
  return at;
}

std::vector<std::string> owners(const std::vector<OwnedRegion>& regions) {
  std::vector<std::string> list;
  for (const OwnedRegion& region : regions) list.push_back(region.owner);
  return list;
}

using Owners = std::vector<std::string>;

TEST(RegionMap, without_a_region_list_says_only_what_is_proved) {
  test::HandMadeProcess process;
  const auto regions = map(process.finish(0, 0, 0));
  EXPECT_EQ(total(regions), 1ull << 32);
  EXPECT_EQ(owners(regions), (Owners{"unknown", "stack:8", "unknown", "image:A.dll:unknown", "unknown"}));
}

TEST(RegionMap, takes_a_region_list_and_adds_the_kernel) {
  test::HandMadeProcess process;
  Snapshot s = process.finish(0, 0, 0);
  s.regions = {{0, 0, 0, 0x20000, 0x10000, 1, 0},
               {0x20000, 0x20000, 4, 0x1000, 0x1000, 4, 0x20000},
               {0x21000, 0, 0, 0x7fff0000 - 0x21000, 0x10000, 1, 0}};
  const auto regions = map(s);
  EXPECT_EQ(total(regions), 1ull << 32);
  EXPECT_EQ(owners(regions), (Owners{"free", "private", "free", "kernel"}));
  EXPECT_EQ(regions.back().base, 0x7fff0000u);
}

TEST(RegionMap, of_regions_that_overlap_the_first_stands) {
  test::HandMadeProcess process;
  Snapshot s = process.finish(0, 0, 0);
  s.regions = {{0x10000, 0x10000, 4, 0x2000, 0x1000, 4, 0x20000},
               {0x11000, 0x11000, 4, 0x2000, 0x1000, 4, 0x40000},
               {0xfffff000, 0xfffff000, 4, 0x8000, 0x1000, 4, 0x20000}};
  const auto regions = map(s);
  EXPECT_EQ(total(regions), 1ull << 32);
  EXPECT_EQ(regions[1].owner, "private");
  EXPECT_EQ(regions[1].size, 0x2000u);
  EXPECT_EQ(regions[2].owner, "mapped");
  EXPECT_EQ(regions[2].size, 0x1000u);
}

TEST(RegionMap, covers_the_user_half_on_amd64) {
  Snapshot s;
  s.system.ProcessorArchitecture = Processor::kAmd64;
  EXPECT_EQ(total(map(s)), 1ull << 47);
}

}  // namespace
}  // namespace dumplab::regions
