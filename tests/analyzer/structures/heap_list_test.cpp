// SPDX-License-Identifier: MIT
#include "structures/heap_list.h"

#include <gtest/gtest.h>

#include "analyzer/hand_made_memory.h"

namespace dumplab::structures {
namespace {

using test::HandMadeMemory;

constexpr std::uint64_t kList = 0x7ffd0000, kHeap = 0x140000, kSegment = 0x250000;

HeapList read(const HandMadeMemory& memory, std::uint32_t count, std::uint64_t process_heap = kHeap) {
  return read_heap_list(*memory.build(), {process_heap, kList, count, false});
}

/// One heap of 16 pages, of which the first is committed.
HandMadeMemory one_heap() {
  HandMadeMemory memory;
  memory.u32(kList, kHeap).heap(kHeap);
  memory.heap_segment(kHeap + 0x640, kHeap, kHeap, 16, 15, 1, kHeap + 0x588);
  return memory.uncommitted(kHeap + 0x588, 0, kHeap + 0x1000, 0xf000);
}

TEST(HeapList, follows_segments_and_what_of_them_is_uncommitted) {
  HandMadeMemory memory = one_heap();
  memory.u32(kHeap + 0x5c, kSegment);
  memory.heap_segment(kSegment, kHeap, kSegment, 0x100, 0xfc, 2, kSegment + 0x40);
  memory.uncommitted(kSegment + 0x40, kSegment + 0x50, kSegment + 0x1000, 0x2000);
  memory.uncommitted(kSegment + 0x50, 0, kSegment + 0x4000, 0xfa000);
  const HeapList list = read(memory, 1);
  EXPECT_TRUE(list.is_complete);
  EXPECT_EQ(list.handles, std::vector<std::uint64_t>{kHeap});
  ASSERT_EQ(list.reservations.size(), 2u);
  EXPECT_EQ(list.reservations[0].range, (AddressRange{{kHeap}, 0x10000}));
  EXPECT_EQ(list.reservations[1].range, (AddressRange{{kSegment}, 0x100000}));
  EXPECT_EQ(list.reservations[1].heap, kHeap);
  EXPECT_TRUE(list.reservations[1].books_agree);
  EXPECT_EQ(list.reservations[1].uncommitted,
            (std::vector<AddressRange>{{{kSegment + 0x1000}, 0x2000}, {{kSegment + 0x4000}, 0xfa000}}));
}

TEST(HeapList, follows_blocks_that_are_allocations_of_their_own) {
  HandMadeMemory memory = one_heap();
  const std::uint64_t head = kHeap + 0x50, first = 0x300000, second = 0x400000;
  memory.u32(head, first);
  memory.u32(first, second).u32(first + 0x10, 0x81000).u32(first + 0x14, 0x81000);
  memory.u32(second, head).u32(second + 0x10, 0x1000).u32(second + 0x14, 0x10000);
  const HeapList list = read(memory, 1);
  EXPECT_TRUE(list.is_complete);
  ASSERT_EQ(list.reservations.size(), 3u);
  EXPECT_EQ(list.reservations[1].kind, HeapReservation::Kind::kLargeBlock);
  EXPECT_EQ(list.reservations[1].range, (AddressRange{{first}, 0x81000}));
  EXPECT_TRUE(list.reservations[1].uncommitted.empty());
  EXPECT_EQ(list.reservations[2].uncommitted, (std::vector<AddressRange>{{{second + 0x1000}, 0xf000}}));
}

TEST(HeapList, of_a_loop_of_blocks_keeps_each_once) {
  HandMadeMemory memory = one_heap();
  memory.u32(kHeap + 0x50, 0x300000);
  memory.u32(0x300000, 0x300000).u32(0x300010, 0x1000).u32(0x300014, 0x1000);
  const HeapList list = read(memory, 1);
  EXPECT_FALSE(list.is_complete);
  EXPECT_EQ(list.reservations.size(), 2u);
}

TEST(HeapList, does_not_believe_books_that_disagree) {
  HandMadeMemory memory = one_heap();
  memory.u32(kHeap + 0x640 + 0x28, 14);  // NumberOfUnCommittedPages, of 15
  EXPECT_FALSE(read(memory, 1).reservations.at(0).books_agree);
  memory.u32(kHeap + 0x640 + 0x28, 15).uncommitted(kHeap + 0x588, kHeap + 0x588, kHeap + 0x1000, 0xf000);
  EXPECT_FALSE(read(memory, 1).reservations.at(0).books_agree) << "a list that loops";
}

TEST(HeapList, is_not_complete_without_the_bytes_of_every_heap) {
  HandMadeMemory memory = one_heap();
  memory.u32(kList + 4, 0x600000);
  const HeapList list = read(memory, 2);
  EXPECT_FALSE(list.is_complete);
  EXPECT_EQ(list.handles, (std::vector<std::uint64_t>{kHeap, 0x600000}));
  EXPECT_EQ(list.reservations.size(), 1u);
}

TEST(HeapList, is_not_complete_while_a_thread_changes_a_heap) {
  HandMadeMemory memory = one_heap();
  memory.u32(kHeap + 0x578, kHeap + 0x608).u32(kHeap + 0x608 + 0xc, 0);  // LockVariable; OwningThread
  EXPECT_TRUE(read(memory, 1).is_complete);
  memory.u32(kHeap + 0x608 + 0xc, 1480);
  EXPECT_FALSE(read(memory, 1).is_complete);
  EXPECT_EQ(read(memory, 1).reservations.size(), 1u);
}

TEST(HeapList, knows_the_process_heap_without_the_list) {
  const HeapList list = read(HandMadeMemory(), 3, 0x200000);
  EXPECT_FALSE(list.is_complete);
  EXPECT_EQ(list.handles, std::vector<std::uint64_t>{0x200000});
}

TEST(HeapList, a_heap_of_another_layout_is_a_handle_only) {
  HandMadeMemory memory;
  memory.u32(kList, kHeap).u32(kHeap + 8, 0xffeeffee);  // as Windows 7 and Wine begin theirs
  const HeapList list = read(memory, 1);
  EXPECT_FALSE(list.is_complete);
  EXPECT_EQ(list.handles.size(), 1u);
  EXPECT_TRUE(list.reservations.empty());
}

}  // namespace
}  // namespace dumplab::structures
