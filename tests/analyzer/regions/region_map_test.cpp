// SPDX-License-Identifier: MIT
#include "analyzer/hand_made_process.h"
#include "analyzer/regions/mapped.h"

namespace dumplab::regions {
namespace {

using test::at;
using test::map;
using test::owner_at;
using test::Said;
using test::said_at;
using test::total;

std::vector<std::string> owners(const std::vector<OwnedRegion>& regions) {
  std::vector<std::string> list;
  for (const OwnedRegion& region : regions) list.push_back(region.owner);
  return list;
}

using Owners = std::vector<std::string>;

TEST(RegionMap, without_a_region_list_says_only_what_is_proved) {
  dumplab::test::HandMadeProcess process;
  const auto regions = map(process.finish(0, 0, 0));
  EXPECT_EQ(total(regions), 1ull << 32);
  EXPECT_EQ(owners(regions), (Owners{"unknown", "stack:8", "unknown", "image:A.dll:unknown", "unknown"}));
  EXPECT_EQ(said_at(regions, dumplab::test::HandMadeProcess::kStack), (Said{0x1000, 0, 0}));
  EXPECT_EQ(said_at(regions, 0), (Said{0, 0, 0}));
}

TEST(RegionMap, takes_a_region_list_and_adds_the_kernel) {
  dumplab::test::HandMadeProcess process;
  Snapshot s = process.finish(0, 0, 0);
  s.regions = {{0, 0, 0, 0x20000, 0x10000, 1, 0},
               {0x20000, 0x20000, 4, 0x1000, 0x1000, 2, 0x40000},
               {0x21000, 0, 0, 0x7fff0000 - 0x21000, 0x10000, 1, 0}};
  const auto regions = map(s);
  EXPECT_EQ(total(regions), 1ull << 32);
  EXPECT_EQ(owners(regions), (Owners{"free", "mapped", "free", "kernel"}));
  EXPECT_EQ(regions.back().base, 0x7fff0000u);
  EXPECT_EQ(regions[1].allocation_base, 0x20000u);
  EXPECT_EQ(regions[0].allocation_base, std::nullopt);
}

TEST(RegionMap, a_list_that_does_not_reach_the_top_proves_no_kernel) {
  dumplab::test::HandMadeProcess process;
  Snapshot s = process.finish(0, 0, 0);
  s.regions = {{0x50000, 0x50000, 2, 0x1000, 0x1000, 2, 0x40000}};
  const auto regions = map(s);
  EXPECT_EQ(owner_at(regions, 0x50000), "mapped");
  EXPECT_EQ(owner_at(regions, 0x80000000), "unknown");
  EXPECT_EQ(owner_at(regions, dumplab::test::HandMadeProcess::kStack), "stack:8") << "evidence fills gaps";
  EXPECT_EQ(owner_at(regions, dumplab::test::HandMadeProcess::kCode), "image:A.dll:unknown");
}

TEST(RegionMap, of_regions_that_overlap_the_first_stands) {
  dumplab::test::HandMadeProcess process;
  Snapshot s = process.finish(0, 0, 0);
  s.regions = {{0x10000, 0x10000, 2, 0x2000, 0x1000, 2, 0x40000},
               {0x11000, 0x11000, 4, 0x2000, 0x1000, 4, 0x20000},
               {0xfffff000, 0xfffff000, 4, 0x8000, 0x1000, 4, 0x20000}};
  const auto regions = map(s);
  EXPECT_EQ(total(regions), 1ull << 32);
  EXPECT_EQ(regions[1].owner, "mapped");
  EXPECT_EQ(regions[1].size, 0x2000u);
  EXPECT_EQ(said_at(regions, 0x12000), (Said{0x1000, 0x20000, 4}));
  EXPECT_EQ(regions[2].size, 0x1000u);
}

TEST(RegionMap, the_list_decides_what_is_there) {
  dumplab::test::HandMadeProcess process;
  Snapshot s = process.finish(0, 0, 0);
  const std::uint32_t code = dumplab::test::HandMadeProcess::kCode;
  s.regions = {{code, code, 4, 0x1000, 0x1000, 0x40, 0x20000}};  // private memory where a module should be
  EXPECT_EQ(owner_at(map(s), code), "unknown");
  s.regions = {{code, code, 0x80, 0x1000, 0x1000, 0x20, 0x1000000}};
  EXPECT_EQ(owner_at(map(s), code), "image:A.dll:unknown");
  s.regions = {{code, 0, 0, 0x1000, 0x10000, 1, 0}};
  EXPECT_EQ(owner_at(map(s), code), "free");
  s.modules.clear();
  s.regions = {{code, code, 0x80, 0x1000, 0x1000, 0x20, 0x1000000}};
  EXPECT_EQ(owner_at(map(s), code), "unknown") << "an image that no list names";
}

TEST(RegionMap, bytes_prove_that_their_whole_page_is_committed) {
  Snapshot s;
  auto memory = std::make_shared<snapshot::CapturedMemory>();
  memory->append({0x401ffe}, std::vector<std::byte>(4));
  s.memory = memory;
  const auto regions = map(s);
  EXPECT_EQ(at(regions, 0x401ffe).base, 0x401000u);
  EXPECT_EQ(at(regions, 0x401ffe).size, 0x2000u);
  EXPECT_EQ(said_at(regions, 0x402fff), (Said{0x1000, 0, 0}));
  EXPECT_EQ(said_at(regions, 0x403000), (Said{0, 0, 0}));
}

TEST(RegionMap, of_another_system_says_nothing_of_types) {
  dumplab::test::HandMadeProcess process;
  Snapshot s = process.finish(0, 0, 0);
  s.system.PlatformId = 0x8201;  // Linux
  s.threads[0].Teb = 0x7f000000;
  const auto regions = map(s);
  EXPECT_EQ(owner_at(regions, dumplab::test::HandMadeProcess::kCode), "image:A.dll:unknown");
  EXPECT_EQ(at(regions, dumplab::test::HandMadeProcess::kCode).type, 0u);
  EXPECT_EQ(owner_at(regions, 0x7f000000), "unknown");
  EXPECT_EQ(owner_at(regions, 0x7ffe0000), "unknown");
}

TEST(RegionMap, covers_the_user_half_on_amd64) {
  Snapshot s;
  s.system.ProcessorArchitecture = Processor::kAmd64;
  EXPECT_EQ(total(map(s)), 1ull << 47);
}

TEST(RegionMap, finds_the_region_of_an_address) {
  const auto regions = map(Snapshot());
  EXPECT_EQ(find_region(regions, 0xffffffff)->base, 0u);
  EXPECT_EQ(find_region(regions, 0x100000000), nullptr);
}

}  // namespace
}  // namespace dumplab::regions
