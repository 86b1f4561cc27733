// SPDX-License-Identifier: MIT
#include "structures/heap_blocks.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "analyzer/hand_made_memory.h"

namespace dumplab::structures {
namespace {

using test::HandMadeMemory;
using Kind = HeapProblem::Kind;
using State = HeapBlock::State;

constexpr std::uint32_t kHeap = 0x3a0000, kFirst = kHeap + 0x680, kSecond = kFirst + 0x40,
                        kThird = kSecond + 0x60, kEnd = kHeap + 0x1000;

/// HEAP_ENTRY: Size 0, PreviousSize 2 (units of 8 bytes), SmallTagIndex 4, Flags 5, UnusedBytes 6,
/// SegmentIndex 7.
void entry(HandMadeMemory& memory, std::uint32_t at, std::uint32_t size, std::uint32_t previous,
           std::uint32_t flags, std::uint32_t unused) {
  memory.u16(at, size / 8).u16(at + 2, previous / 8).u32(at + 4, flags << 8 | unused << 16);
}

/// A heap of one segment, of whose 16 pages one is committed: two busy blocks and a free one.
HandMadeMemory three_blocks() {
  HandMadeMemory memory;
  memory.heap(kHeap).heap_segment(kHeap + 0x640, kHeap, kHeap, 16, 15, 1, kHeap + 0x588);
  memory.uncommitted(kHeap + 0x588, 0, kHeap + 0x1000, 0xf000);
  memory.u32(kHeap + 0x660, kFirst).u32(kHeap + 0x664, kHeap + 0x10000);  // FirstEntry, LastValidEntry
  memory.u32(kHeap + 0x0c, 2).u32(kHeap + 0x28, (kEnd - kThird) / 8).u32(kHeap + 0x578, kHeap + 0x608);
  for (std::uint32_t i = 0; i < 128; ++i) {
    const std::uint32_t head = kHeap + 0x178 + 8 * i;
    memory.u32(head, head).u32(head + 4, head);
  }
  entry(memory, kFirst, 0x40, 0x40, 1, 0x10);
  entry(memory, kSecond, 0x60, 0x40, 1, 0x08);
  entry(memory, kThird, kEnd - kThird, 0x60, 0x10, 0);
  memory.u32(kHeap + 0x178, kThird + 8).u32(kHeap + 0x17c, kThird + 8);
  return memory.u32(kThird + 8, kHeap + 0x178).u32(kThird + 12, kHeap + 0x178);
}

HeapWalk walk(const HandMadeMemory& memory) { return walk_heap(*memory.build(), kHeap).value(); }

TEST(HeapWalk, gives_the_head_of_the_heap) {
  const HeapWalk heap = walk(three_blocks());
  EXPECT_EQ(heap.flags, 2u);
  EXPECT_EQ(heap.total_free_size, kEnd - kThird);
  EXPECT_EQ(heap.lock_variable, kHeap + 0x608);
  EXPECT_EQ(heap.virtual_blocks_head, kHeap + 0x50);
  EXPECT_FALSE(heap.is_being_changed);
}

TEST(HeapWalk, gives_every_block_and_what_is_not_committed) {
  const HeapWalk heap = walk(three_blocks());
  EXPECT_TRUE(heap.is_complete);
  EXPECT_TRUE(heap.problems.empty());
  ASSERT_EQ(heap.segments.size(), 1u);
  const HeapSegmentWalk& segment = heap.segments[0];
  EXPECT_EQ(segment.base, kHeap);
  EXPECT_EQ(segment.end, kHeap + 0x10000u);
  EXPECT_EQ(segment.committed_bytes, 0x1000u);
  ASSERT_EQ(segment.entries.size(), 4u);
  EXPECT_EQ(segment.entries[0].state, State::kBusy);
  EXPECT_EQ(segment.entries[0].user_address, kFirst + 8u);
  EXPECT_EQ(segment.entries[0].user_size, 0x30u);
  EXPECT_EQ(segment.entries[1].previous_size, 0x40u);
  EXPECT_EQ(segment.entries[2].state, State::kFree);
  EXPECT_TRUE(segment.entries[2].is_last());
  EXPECT_EQ(segment.entries[3].state, State::kUncommitted);
  EXPECT_EQ(segment.entries[3].size, 0xf000u);
  ASSERT_EQ(heap.free_lists.size(), 1u);
  EXPECT_EQ(heap.free_lists[0].blocks, std::vector<std::uint64_t>{kThird});
}

TEST(HeapWalk, goes_on_behind_a_gap) {
  auto memory = three_blocks();
  memory.uncommitted(kHeap + 0x588, 0, kEnd, 0x1000);
  entry(memory, kEnd + 0x1000, 0xe000, 0, 0x11, 8);  // has no neighbour in front
  const HeapWalk heap = walk(memory);
  EXPECT_TRUE(heap.problems.empty());
  ASSERT_EQ(heap.segments[0].entries.size(), 5u);
  EXPECT_EQ(heap.segments[0].entries[4].address, kEnd + 0x1000u);
}

TEST(HeapWalk, names_the_first_block_that_makes_no_sense) {
  auto memory = three_blocks();
  memory.u32(kThird, 0x41414141).u32(kThird + 4, 0x41414141);  // what an overflow of the second leaves
  const HeapWalk heap = walk(memory);
  ASSERT_FALSE(heap.problems.empty());
  const auto found = std::ranges::find(heap.problems, Kind::kPreviousSize, &HeapProblem::kind);
  ASSERT_NE(found, heap.problems.end());
  EXPECT_EQ(found->address, kThird);
  EXPECT_EQ(found->block_before, kSecond);
  EXPECT_EQ(found->what, "the block at 0x3a0720 has PreviousSize 0x4141 behind a block of 0xc");
  EXPECT_FALSE(heap.is_complete);
}

TEST(HeapWalk, notes_sizes_that_cannot_be) {
  auto memory = three_blocks();
  entry(memory, kSecond, 0, 0x40, 1, 8);
  EXPECT_EQ(walk(memory).problems.at(0).kind, Kind::kZeroSize);
  entry(memory, kSecond, 0x20000, 0x40, 1, 8);
  EXPECT_EQ(walk(memory).problems.at(0).kind, Kind::kPastEnd);
  memory.u32(kSecond + 4, 0x05080100).u32(kSecond, 0x0008000c);  // SegmentIndex 5
  EXPECT_EQ(walk(memory).problems.at(0).kind, Kind::kSegmentIndex);
}

TEST(HeapWalk, notes_links_that_do_not_lead_back) {
  const HeapWalk heap = walk(three_blocks().u32(kThird + 12, 0x12345678));
  ASSERT_EQ(heap.problems.size(), 1u);
  EXPECT_EQ(heap.problems[0].kind, Kind::kLink);
  EXPECT_EQ(heap.problems[0].what,
            "the free list 0 leads to 0x3a0728, which does not lead back but to 0x12345678");
}

TEST(HeapWalk, notes_busy_blocks_in_free_lists) {
  auto memory = three_blocks();
  entry(memory, kThird, kEnd - kThird, 0x60, 0x11, 8);
  const HeapWalk heap = walk(memory);
  ASSERT_EQ(heap.problems.size(), 1u);
  EXPECT_EQ(heap.problems[0].kind, Kind::kFreeListBlock);
}

TEST(HeapWalk, checks_the_fill_behind_and_inside_blocks) {
  auto memory = three_blocks();
  entry(memory, kSecond, 0x60, 0x40, 7, 0x20);  // 0x40 bytes, 8 of tail, 8 of HEAP_ENTRY_EXTRA
  memory.u32(kSecond + 0x48, 0xabababab).u32(kSecond + 0x4c, 0xabababab);
  EXPECT_TRUE(walk(memory).problems.empty());
  memory.u32(kSecond + 0x48, 0xababab00);
  ASSERT_EQ(walk(memory).problems.size(), 1u);
  EXPECT_EQ(walk(memory).problems[0].kind, Kind::kTail);
  EXPECT_EQ(walk(memory).problems[0].address, kSecond + 0x48u);

  memory = three_blocks();
  entry(memory, kThird, kEnd - kThird, 0x60, 0x14, 0);
  for (std::uint32_t at = kThird + 16; at < kEnd; at += 4) memory.u32(at, 0xfeeefeee);
  EXPECT_TRUE(walk(memory).problems.empty());
  memory.u32(kThird + 0x20, 1);
  ASSERT_EQ(walk(memory).problems.size(), 1u);
  EXPECT_EQ(walk(memory).problems[0].kind, Kind::kFreeFill);
}

TEST(HeapWalk, says_that_a_thread_is_changing_the_heap) {
  EXPECT_TRUE(walk(three_blocks().u32(kHeap + 0x608 + 12, 0x1b0)).is_being_changed);
}

TEST(HeapWalk, leaves_other_heaps_alone) {
  EXPECT_FALSE(walk_heap(*HandMadeMemory().zeros(kHeap, 0x1000).build(), kHeap));
  EXPECT_FALSE(walk_heap(*HandMadeMemory().build(), kHeap));
}

}  // namespace
}  // namespace dumplab::structures
