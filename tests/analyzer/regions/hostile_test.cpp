// SPDX-License-Identifier: MIT
// What a forged dump may say. The counts are such that quadratic work would take minutes.
#include <chrono>

#include "analyzer/hand_made_memory.h"
#include "analyzer/regions/mapped.h"

namespace dumplab::regions {
namespace {

using dumplab::test::HandMadeMemory;
using test::map;
using test::owner_at;
using test::total;

constexpr std::uint64_t kSpace = 1ull << 32;

/// Fails when the map of `snapshot` has gaps, or takes long.
std::vector<OwnedRegion> map_soon(const Snapshot& snapshot) {
  const auto begin = std::chrono::steady_clock::now();
  auto regions = map(snapshot);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
  EXPECT_EQ(total(regions), kSpace);
  return regions;
}

TEST(HostileRegions, may_overlap_wrap_and_come_in_any_order) {
  Snapshot s;
  for (std::uint64_t i = 0; i < 100'000; ++i) {
    const std::uint64_t base = (i * 0x9e3779b97f4a7c15 >> 30) % kSpace;
    s.regions.push_back({base, base, 4, kSpace - base / 2, 0x1000, 4, 0x20000});
  }
  s.regions.push_back({0xfffffffffffff000, 0, 4, 0x2000, 0x1000, 4, 0x20000});
  s.regions.push_back({0x1000, 0x1000, 4, ~0ull, 0x1000, 4, 0x20000});
  s.regions.push_back({0x2000, 0x2000, 4, 0, 0x1000, 4, 0x20000});
  map_soon(s);
}

TEST(HostileRegions, may_cut_an_image_of_65535_sections) {
  constexpr std::uint64_t kImage = 0x10000000, kPe = kImage + 0x80, kTable = kPe + 24 + 224;
  HandMadeMemory memory;
  memory.u16(kImage, 0x5a4d)
      .u32(kImage + 0x3c, 0x80)
      .u32(kPe, 0x4550)
      .u16(kPe + 6, 0xffff)
      .u16(kPe + 20, 224);
  memory.u16(kPe + 24, 0x10b).u32(kPe + 24 + 56, 0x10000000).u32(kPe + 24 + 60, 0x400);
  for (std::uint64_t i = 0; i < 0xffff; ++i)
    memory.u32(kTable + 40 * i, 0x73).u32(kTable + 40 * i + 8, 0x1000).u32(kTable + 40 * i + 12, 0x1000 * i);
  Snapshot s;
  s.memory = memory.build();
  Module module;
  module.BaseOfImage = kImage;
  module.SizeOfImage = 0x10000000;
  module.path = std::string(100'000, 'n');
  s.modules.push_back(module);
  EXPECT_EQ(map_soon(s).size(), 0xffffu + 3) << "the last section ends a page before the image";
  for (std::uint64_t i = 0; i < 0xffff; ++i)
    s.regions.push_back({kImage + 0x800 * i, kImage, 0x80, 0x800, 0x1000, 2, 0x1000000});
  const auto regions = map_soon(s);
  EXPECT_EQ(owner_at(regions, kImage + 0x1000), "image:" + std::string(255, 'n') + ":s");
}

TEST(HostileModules, may_be_50000_in_one_place) {
  Snapshot s;
  Module module;
  module.BaseOfImage = 0x400000;
  module.path = "C:\\lab.dll";
  for (std::uint32_t i = 0; i < 50'000; ++i) {
    module.SizeOfImage = 0xffffffff - i;
    s.modules.push_back(module);
  }
  EXPECT_EQ(map_soon(s).size(), 2u);
}

TEST(HostileThreads, may_all_claim_all_memory) {
  constexpr std::uint64_t kTeb = 0x7ffdf000;
  HandMadeMemory memory;
  memory.teb(kTeb, 8, kTeb, 0xfffff000, 0x1000, 0);
  for (std::uint64_t at = 0x100000; at < 0x2100000; at += 0x2000) memory.u32(at, 0);
  Snapshot s;
  s.system.PlatformId = 2;
  s.memory = memory.build();
  for (std::uint32_t i = 0; i < 50'000; ++i) {
    Thread& thread = s.threads.emplace_back();
    thread.ThreadId = i;
    thread.Teb = i % 2 ? kTeb : 0;
    thread.stack = {{0x100000 + i % 0x1000}, kSpace};
  }
  const auto regions = map_soon(s);
  EXPECT_EQ(owner_at(regions, kTeb), "teb:1");
}

TEST(HostileMemory, may_be_in_100000_pieces) {
  auto memory = std::make_shared<snapshot::CapturedMemory>();
  for (std::uint64_t i = 0; i < 100'000; ++i)
    memory->append({0x10000 * (i / 4) + 8 * (i % 4)}, std::vector<std::byte>(4));
  Snapshot s;
  s.memory = memory;
  EXPECT_EQ(map_soon(s).size(), 50'000u);
}

TEST(HostileLists, may_loop) {
  constexpr std::uint64_t kPeb = 0x7ffd8000, kTeb = 0x7ffdf000, kHeap = 0x140000, kLoader = 0x241000;
  HandMadeMemory memory;
  memory.teb(kTeb, 8, kPeb, 0x130000, 0x12e000, 0x30000).peb(kPeb, kLoader, kPeb, kHeap, 0xffffffff, kPeb);
  memory.u32(kLoader + 0xc, 0x242000)
      .loader_entry(0x242000, 0x242000, 0x400000, 0x9000, u"lab.exe", 0x242100);
  memory.heap(kHeap).heap_segment(kHeap + 0x640, kHeap, kHeap, 0xfffff, 1, 1, kHeap + 0x588);
  memory.uncommitted(kHeap + 0x588, kHeap + 0x588, kHeap + 0x1000, 0);
  for (std::uint64_t i = 1; i < 64; ++i) memory.u32(kHeap + 0x58 + 4 * i, kHeap + 0x640);
  memory.u32(kHeap + 0x50, 0x300000)
      .u32(0x300000, 0x300000)
      .u32(0x300010, 0xfffff000)
      .u32(0x300014, 0xfffff000);
  Snapshot s;
  s.system.PlatformId = 2;
  s.threads.emplace_back();
  s.threads[0].Teb = kTeb;
  s.memory = memory.build();
  const auto regions = map_soon(s);
  EXPECT_EQ(owner_at(regions, 0x400000), "image:lab.exe:unknown");
}

}  // namespace
}  // namespace dumplab::regions
