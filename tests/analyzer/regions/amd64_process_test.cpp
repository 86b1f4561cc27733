// SPDX-License-Identifier: MIT
// A 64-bit process put together by hand, without a MemoryInfoList.
#include "analyzer/hand_made_memory.h"
#include "analyzer/regions/mapped.h"

namespace dumplab::regions {
namespace {

using dumplab::test::HandMadeMemory;
using test::at;
using test::owner_at;
using test::Said;
using test::said_at;

constexpr std::uint64_t kPeb = 0xd2de29c000, kTeb = 0xd2de29d000, kStackBase = 0xd2de500000,
                        kStackLimit = 0xd2de4fc000, kStackLow = 0xd2de400000, kHeap = 0x236c0350000,
                        kImage = 0x7ff753540000;

/// An image of two sections: .text at 1000h (1800h bytes), .data at 3000h.
void add_image(HandMadeMemory& memory) {
  const std::uint64_t pe = kImage + 0x80, optional = pe + 24, sections = optional + 112;
  memory.u16(kImage, 0x5a4d).u32(kImage + 0x3c, 0x80).u32(pe, 0x4550).u16(pe + 4, 0x8664).u16(pe + 6, 2);
  memory.u16(pe + 20, 112).u16(optional, 0x20b).u32(optional + 56, 0x6000).u32(optional + 60, 0x400);
  const auto section = [&](std::uint64_t at, std::uint64_t name, std::uint32_t size, std::uint32_t rva) {
    memory.u64(at, name).u32(at + 8, size).u32(at + 12, rva);
  };
  section(sections, 0x747865742e, 0x1800, 0x1000);       // ".text"
  section(sections + 40, 0x617461642e, 0x1000, 0x3000);  // ".data"
}

struct Windows10 {
  HandMadeMemory memory;
  Snapshot snapshot;

  Windows10() {
    // StackBase 8, StackLimit 10h, Self 30h, PEB 60h, DeallocationStack 1478h.
    memory.u64(kTeb + 8, kStackBase)
        .u64(kTeb + 0x10, kStackLimit)
        .u64(kTeb + 0x30, kTeb)
        .u64(kTeb + 0x60, kPeb);
    memory.u64(kTeb + 0x1478, kStackLow);
    // Ldr 18h, ProcessParameters 20h, ProcessHeap 30h, NumberOfHeaps E8h, ProcessHeaps F0h.
    memory.u64(kPeb + 0x30, kHeap).u32(kPeb + 0xe8, 2).u64(kPeb + 0xf0, 0x7ffb0b29a000);
    memory.u64(0x7ffb0b29a000, kHeap).u64(0x7ffb0b29a008, 0x236c0100000);
    add_image(memory);
    snapshot.system.ProcessorArchitecture = Processor::kAmd64;
    snapshot.system.PlatformId = 2;
    snapshot.system.MajorVersion = 10;
    snapshot.threads.emplace_back();
    snapshot.threads[0].ThreadId = 0x5f78;
    snapshot.threads[0].Teb = kTeb;
    Module module;
    module.BaseOfImage = kImage;
    module.SizeOfImage = 0x6000;
    module.path = "C:\\lab\\lab.exe";
    snapshot.modules.push_back(module);
  }

  std::vector<OwnedRegion> map() {
    snapshot.memory = memory.build();
    return test::map(snapshot);
  }
};

TEST(Amd64Process, has_stacks_tebs_and_a_peb) {
  const auto regions = Windows10().map();
  EXPECT_EQ(test::total(regions), 1ull << 47);
  EXPECT_EQ(owner_at(regions, kStackLimit), "stack:24440");
  EXPECT_EQ(at(regions, kStackLimit).base, kStackLimit);
  EXPECT_EQ(said_at(regions, kStackLimit), (Said{0x1000, 0, 0}));
  EXPECT_EQ(usage_of(at(regions, kStackLow).kind), "Stack");
  EXPECT_EQ(owner_at(regions, kPeb), "peb");
  EXPECT_EQ(owner_at(regions, kTeb), "teb:24440");
  EXPECT_EQ(at(regions, kTeb).base + at(regions, kTeb).size, kTeb + 0x2000);
  EXPECT_EQ(owner_at(regions, 0x7ffe0000), "shared-data");
}

TEST(Amd64Process, heaps_are_known_by_their_handles_only) {
  const auto regions = Windows10().map();
  EXPECT_EQ(owner_at(regions, kHeap), "heap:0x236c0350000");
  EXPECT_EQ(at(regions, kHeap).size, 0x1000u);
  EXPECT_EQ(owner_at(regions, 0x236c0100000), "heap:0x236c0100000");
  EXPECT_EQ(said_at(regions, kHeap), (Said{0, 0, 0}));
}

TEST(Amd64Process, images_are_cut_at_sections) {
  const auto regions = Windows10().map();
  EXPECT_EQ(owner_at(regions, kImage), "image:lab.exe:header");
  EXPECT_EQ(owner_at(regions, kImage + 0x2fff), "image:lab.exe:.text");
  EXPECT_EQ(said_at(regions, kImage + 0x2fff), (Said{0x1000, 0x1000000, 0}));
  EXPECT_EQ(owner_at(regions, kImage + 0x3000), "image:lab.exe:.data");
  // Behind a section's last page the table proves nothing.
  EXPECT_EQ(owner_at(regions, kImage + 0x4000), "image:lab.exe:.data");
  EXPECT_EQ(said_at(regions, kImage + 0x4000), (Said{0, 0x1000000, 0}));
  EXPECT_EQ(owner_at(regions, kImage + 0x6000), "unknown");
}

TEST(Amd64Process, private_memory_stays_unknown) {
  Windows10 windows;
  windows.snapshot.regions.push_back({0x30000, 0x30000, 4, 0x1000, 0x1000, 4, 0x20000});
  windows.snapshot.regions.push_back({kHeap, kHeap, 4, 0x10000, 0x1000, 4, 0x20000});
  const auto regions = windows.map();
  EXPECT_EQ(owner_at(regions, 0x30000), "unknown");
  EXPECT_EQ(owner_at(regions, kHeap + 0xffff), "heap:0x236c0350000");
}

}  // namespace
}  // namespace dumplab::regions
