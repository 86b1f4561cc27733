// SPDX-License-Identifier: MIT
// A process of Windows XP put together by hand, without a MemoryInfoList.
#include "analyzer/hand_made_memory.h"
#include "analyzer/regions/mapped.h"

namespace dumplab::regions {
namespace {

using dumplab::test::HandMadeMemory;
using test::at;
using test::map;
using test::owner_at;
using test::Said;
using test::said_at;

constexpr std::uint64_t kEnvironment = 0x10000, kParameters = 0x20000, kStackLow = 0x30000,
                        kStackBase = 0x130000, kHeap = 0x140000, kHeapList = 0x7c9a0000, kPeb = 0x7ffd8000,
                        kTeb = 0x7ffdf000, kShared = 0x7ffe0000, kLoader = 0x141e90;
constexpr std::uint32_t kCommit = 0x1000, kReserve = 0x2000, kPrivate = 0x20000, kImage = 0x1000000;

struct Xp {
  HandMadeMemory memory;
  Snapshot snapshot;

  Xp() {
    memory.teb(kTeb, 8, kPeb, kStackBase, kStackBase - 0x2000, kStackLow).zeros(kStackBase - 0x2000, 0x2000);
    memory.peb(kPeb, kLoader, kParameters, kHeap, 1, kHeapList).u32(kHeapList, kHeap);
    // Length 4, Environment 48h; two strings and the end.
    memory.u32(kParameters + 4, 0x6e0).u32(kParameters + 0x48, kEnvironment);
    memory.utf16(kEnvironment, std::u16string_view(u"A=1\0B=2\0\0", 9));
    memory.heap(kHeap).heap_segment(kHeap + 0x640, kHeap, kHeap, 0x100, 0xfd, 1, kHeap + 0x588);
    memory.uncommitted(kHeap + 0x588, 0, kHeap + 0x3000, 0xfd000);
    memory.u32(kLoader + 0xc, kLoader + 0xc).u32(kShared + 0x26c, 5);
    snapshot.system.MajorVersion = 5;
    snapshot.system.PlatformId = 2;
    snapshot.threads.emplace_back();
    snapshot.threads[0].ThreadId = 8;
    snapshot.threads[0].Teb = kTeb;
  }

  std::vector<OwnedRegion> map() {
    snapshot.memory = memory.build();
    return test::map(snapshot);
  }
};

TEST(NtProcess, teb_peb_and_shared_data_are_pages_of_their_own) {
  const auto regions = Xp().map();
  EXPECT_EQ(owner_at(regions, kTeb + 0xfff), "teb:8");
  EXPECT_EQ(owner_at(regions, kTeb - 1), "unknown");
  EXPECT_EQ(said_at(regions, kTeb), (Said{kCommit, kPrivate, 0}));
  EXPECT_EQ(owner_at(regions, kPeb), "peb");
  EXPECT_EQ(said_at(regions, kPeb), (Said{kCommit, kPrivate, 0}));
  EXPECT_EQ(owner_at(regions, kShared), "shared-data");
  EXPECT_EQ(said_at(regions, kShared), (Said{kCommit, kPrivate, 2}));
  EXPECT_EQ(owner_at(regions, kShared + 0x1000), "unknown");
}

TEST(NtProcess, a_stack_is_known_down_to_its_limit) {
  const auto regions = Xp().map();
  EXPECT_EQ(at(regions, kStackBase - 1).base, kStackBase - 0x2000);
  EXPECT_EQ(owner_at(regions, kStackBase - 1), "stack:8");
  EXPECT_EQ(said_at(regions, kStackBase - 1), (Said{kCommit, 0, 0}));
  // Below it lie the guard page and the reserve: no structure says where one ends and the other begins.
  const OwnedRegion& below = at(regions, kStackLow);
  EXPECT_EQ(below.size, kStackBase - 0x2000 - kStackLow);
  EXPECT_EQ(below.owner, "unknown");
  EXPECT_EQ(usage_of(below.kind), "Stack");
  EXPECT_EQ(below.id, 8u);
  EXPECT_EQ(below.state, 0u);
  EXPECT_EQ(owner_at(regions, kStackBase), "unknown");
}

TEST(NtProcess, a_heap_says_what_of_it_is_committed) {
  const auto regions = Xp().map();
  EXPECT_EQ(owner_at(regions, kHeap), "heap:0x140000");
  EXPECT_EQ(said_at(regions, kHeap + 0x2fff), (Said{kCommit, 0, 0}));
  EXPECT_EQ(said_at(regions, kHeap + 0x3000), (Said{kReserve, 0, 0}));
  EXPECT_EQ(owner_at(regions, kHeap + 0xfffff), "heap:0x140000");
  EXPECT_EQ(owner_at(regions, kHeap + 0x100000), "unknown");
}

TEST(NtProcess, a_heap_with_wrong_books_keeps_its_extent_only) {
  Xp xp;
  xp.memory.u32(kHeap + 0x640 + 0x28, 1);  // NumberOfUnCommittedPages
  const auto regions = xp.map();
  EXPECT_EQ(owner_at(regions, kHeap + 0xfffff), "heap:0x140000");
  EXPECT_EQ(said_at(regions, kHeap + 0x3000), (Said{0, 0, 0}));
  EXPECT_EQ(said_at(regions, kHeap), (Said{kCommit, 0, 0})) << "its bytes are in the dump";
}

TEST(NtProcess, bytes_prove_more_than_books) {
  Xp xp;
  xp.memory.zeros(kHeap + 0x5000, 0x1000);
  EXPECT_EQ(said_at(xp.map(), kHeap + 0x5000), (Said{kCommit, 0, 0}));
}

TEST(NtProcess, parameters_and_environment_take_the_pages_they_touch) {
  const auto regions = Xp().map();
  EXPECT_EQ(owner_at(regions, kParameters), "params");
  EXPECT_EQ(at(regions, kParameters).size, 0x1000u);
  EXPECT_EQ(owner_at(regions, kEnvironment), "environment");
  EXPECT_EQ(at(regions, kEnvironment).size, 0x1000u);
}

TEST(NtProcess, parameters_inside_a_heap_are_the_heaps) {
  Xp xp;
  xp.memory.u32(kPeb + 0x10, kHeap + 0x1000).u32(kHeap + 0x1004, 0x600).u32(kHeap + 0x1048, kHeap + 0x2000);
  const auto regions = xp.map();
  EXPECT_EQ(owner_at(regions, kHeap + 0x1000), "heap:0x140000");
  EXPECT_EQ(owner_at(regions, kHeap + 0x2000), "heap:0x140000");
  EXPECT_EQ(owner_at(regions, kParameters), "unknown");
}

TEST(NtProcess, a_teb_that_does_not_point_to_itself_is_none) {
  Xp xp;
  xp.memory.u32(kTeb + 0x18, kTeb + 0x1000);
  const auto regions = xp.map();
  EXPECT_EQ(owner_at(regions, kTeb), "unknown");
  EXPECT_EQ(owner_at(regions, kStackBase - 1), "unknown");
  EXPECT_EQ(owner_at(regions, kPeb), "unknown");
}

TEST(NtProcess, a_teb_whose_bytes_are_missing_is_where_the_dump_says) {
  Snapshot s;
  s.system.PlatformId = 2;
  s.threads.resize(3);
  for (std::uint32_t i = 0; i < 3; ++i) s.threads[i].ThreadId = 8 + i;
  s.threads[0].Teb = 0x7ffde000;
  s.threads[1].Teb = 0x7ffdd000;
  s.threads[1].info = ThreadInfo{};
  s.threads[1].info->DumpFlags = 0x20;  // MINIDUMP_THREAD_INFO_INVALID_TEB
  s.threads[2].Teb = 0x7ffdc010;
  const auto regions = map(s);
  EXPECT_EQ(owner_at(regions, 0x7ffde000), "teb:8");
  EXPECT_EQ(said_at(regions, 0x7ffde000), (Said{0, kPrivate, 0}));
  EXPECT_EQ(owner_at(regions, 0x7ffdd000), "unknown");
  EXPECT_EQ(owner_at(regions, 0x7ffdc010), "unknown") << "not the start of a page";
}

TEST(NtProcess, a_page_that_is_not_this_systems_is_no_shared_data) {
  Xp xp;
  xp.memory.u32(kShared + 0x26c, 6);
  EXPECT_EQ(owner_at(xp.map(), kShared), "unknown");
}

TEST(NtProcess, the_loader_names_images_that_no_module_list_has) {
  Xp xp;
  xp.memory.u32(kLoader + 0xc, 0x142000);
  xp.memory.loader_entry(0x142000, 0x142080, 0x400000, 0x2800, u"lab.exe", 0x142300);
  xp.memory.loader_entry(0x142080, kLoader + 0xc, 0x500000, 0x1000, u"gone.dll", 0x142400);
  xp.memory.u16(0x500000, 0x4141);  // no MZ
  const auto regions = xp.map();
  EXPECT_EQ(owner_at(regions, 0x400000), "image:lab.exe:unknown");
  EXPECT_EQ(at(regions, 0x400000).size, 0x3000u) << "whole pages";
  EXPECT_EQ(said_at(regions, 0x400000), (Said{0, kImage, 0}));
  EXPECT_EQ(at(regions, 0x400000).allocation_base, 0x400000u);
  EXPECT_EQ(owner_at(regions, 0x500000), "unknown");
}

TEST(NtProcess, a_list_gives_whole_allocations_to_their_owners) {
  Xp xp;
  const auto add = [&](std::uint64_t base, std::uint64_t allocation, std::uint64_t size, std::uint32_t state,
                       std::uint32_t protect) {
    xp.snapshot.regions.push_back({base, allocation, 4, size, state, protect, kPrivate});
  };
  add(kParameters, kParameters, 0x3000, kCommit, 4);
  add(kStackLow, kStackLow, 0xfd000, kReserve, 0);
  add(kStackLow + 0xfd000, kStackLow, 0x1000, kCommit, 0x104);
  add(kStackLow + 0xfe000, kStackLow, 0x2000, kCommit, 4);
  add(kHeap, kHeap, 0x3000, kCommit, 4);
  add(kHeap + 0x3000, kHeap, 0xfd000, kReserve, 0);
  add(0x300000, 0x300000, 0x1000, kCommit, 4);
  add(0x400000, 0x400000, 0x1000, kCommit, 0x104);
  add(0x401000, 0x400000, 0x1000, kCommit, 4);
  add(0x500000, 0x500000, 0x1000, kCommit, 4);
  xp.memory.u32(0x500008, 0xeeffeeff);
  // As Windows 10 keeps them: the PEB and TEBs in one allocation.
  add(0x7ffd0000, 0x7ffd0000, 0x10000, kCommit, 4);
  const auto regions = xp.map();
  EXPECT_EQ(owner_at(regions, kParameters + 0x2fff), "params");
  EXPECT_EQ(owner_at(regions, kStackLow), "stack-reserve:8");
  EXPECT_EQ(owner_at(regions, kStackLow + 0xfd000), "stack-guard:8");
  EXPECT_EQ(owner_at(regions, kStackLow + 0xfe000), "stack:8");
  EXPECT_EQ(owner_at(regions, kHeap + 0x3000), "heap:0x140000");
  EXPECT_EQ(owner_at(regions, 0x300000), "private") << "every TEB and every heap is in the dump";
  EXPECT_EQ(owner_at(regions, 0x401000), "unknown") << "perhaps the stack of a thread that was ended";
  EXPECT_EQ(owner_at(regions, 0x500000), "unknown") << "a heap that is being made or destroyed";
  EXPECT_EQ(owner_at(regions, kPeb), "peb");
  EXPECT_EQ(at(regions, kPeb).size, 0x1000u);
  EXPECT_EQ(owner_at(regions, kTeb), "teb:8");
  EXPECT_EQ(owner_at(regions, 0x7ffd0000), "private");
}

TEST(NtProcess, private_memory_may_be_a_heap_that_the_dump_cannot_show) {
  Xp xp;
  xp.memory.u32(kPeb + 0x88, 2).u32(kHeapList + 4, 0x300000);
  xp.snapshot.regions.push_back({0x300000, 0x300000, 4, 0x1000, kCommit, 4, kPrivate});
  xp.snapshot.regions.push_back({0x400000, 0x400000, 4, 0x1000, kCommit, 4, kPrivate});
  const auto regions = xp.map();
  EXPECT_EQ(owner_at(regions, 0x300000), "heap:0x300000") << "the handle is in the list of heaps";
  EXPECT_EQ(owner_at(regions, 0x400000), "unknown") << "perhaps a segment of the second heap";
  EXPECT_EQ(usage_of(at(regions, 0x400000).kind), "<unknown>");
}

}  // namespace
}  // namespace dumplab::regions
