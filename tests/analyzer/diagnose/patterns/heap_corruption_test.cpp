// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "analyzer/diagnose/hand_made_case.h"

namespace dumplab::test {
namespace {

using diagnose::Confidence;

constexpr std::uint32_t kEip = HandMadeCase::kProgram + 0x1000;

constexpr std::uint32_t kHeap = 0x3a0000, kFirst = kHeap + 0x680, kSecond = kFirst + 0x40;

/// One heap of a busy block and a free one, which is in free list 0.
HandMadeCase heap() {
  HandMadeCase made;
  made.add_thread(8);
  made.add_frame(8, "Orders.exe", "Work", kEip);
  HandMadeMemory& memory = made.memory;
  memory.u32(HandMadeCase::kPeb + 0x18, kHeap).u32(HandMadeCase::kPeb + 0x88, 1);
  memory.u32(HandMadeCase::kPeb + 0x90, 0x7ffd6000).u32(0x7ffd6000, kHeap);
  memory.heap(kHeap).heap_segment(kHeap + 0x640, kHeap, kHeap, 1, 0, 0, 0);
  memory.u32(kHeap + 0x660, kFirst).u32(kHeap + 0x664, kHeap + 0x1000).u32(kHeap + 0x578, kHeap + 0x608);
  for (std::uint32_t i = 0; i < 128; ++i)
    memory.u32(kHeap + 0x178 + 8 * i, kHeap + 0x178 + 8 * i)
        .u32(kHeap + 0x17c + 8 * i, kHeap + 0x178 + 8 * i);
  memory.u16(kFirst, 8).u16(kFirst + 2, 8).u32(kFirst + 4, 0x00080100);
  memory.u16(kSecond, (kHeap + 0x1000 - kSecond) / 8).u16(kSecond + 2, 8).u32(kSecond + 4, 0x1000);
  memory.u32(kHeap + 0x178, kSecond + 8).u32(kHeap + 0x17c, kSecond + 8);
  memory.u32(kSecond + 8, kHeap + 0x178).u32(kSecond + 12, kHeap + 0x178);
  return made;
}

HandMadeCase overrun() {
  HandMadeCase made = heap();
  made.memory.u32(kSecond, 0x64636261);
  return made;
}

TEST(HeapCorruption, is_none_of_a_heap_in_order) { EXPECT_FALSE(heap().match("heap-corruption")); }

TEST(HeapCorruption, names_the_block_in_front_of_the_damage) {
  const auto finding = overrun().match("heap-corruption");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->confidence, Confidence::kCertain);
  EXPECT_EQ(finding->address, kSecond);
  EXPECT_TRUE(says(*finding, "the block in front of it is at 0x3a0680"));
  EXPECT_TRUE(says(*finding, "abcd"));
}

TEST(HeapCorruption, is_likely_beside_an_access_elsewhere_and_possible_beside_a_division) {
  HandMadeCase made = overrun();
  made.raise(0xc0000005, 8, HandMadeCase::registers(kEip, 0x10f000), {0, 0x900000});
  EXPECT_EQ(made.match("heap-corruption")->confidence, Confidence::kLikely);
  made.snapshot.exception->ExceptionCode = 0xc0000094;
  EXPECT_EQ(made.match("heap-corruption")->confidence, Confidence::kPossible);
}

TEST(HeapCorruption, is_likely_where_the_heaps_own_code_faults) {
  HandMadeCase made;
  made.add_thread(8);
  made.add_frame(8, "ntdll.dll", "RtlpRemoveFreeBlock", HandMadeCase::kNtdll + 0x100);
  made.raise(0xc0000005, 8, HandMadeCase::registers(HandMadeCase::kNtdll + 0x100, 0x10f000), {1, 0x41414141});
  const auto finding = made.match("heap-corruption");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->confidence, Confidence::kLikely);
  EXPECT_EQ(finding->summary, "the heap's own code follows a bad link in ntdll+0x100");
  made.snapshot.exception->ExceptionInformation = {1, 0};
  made.stacks[8].frames[0].place.module = "Orders.exe";
  EXPECT_FALSE(made.match("heap-corruption"));
}

TEST(HeapCorruption, is_certain_where_the_bad_pointer_stands_in_the_damage) {
  HandMadeCase made = overrun();
  ContextX86 context = HandMadeCase::registers(kEip, 0x10f000);
  context.Ecx = 0x64636261;
  made.raise(0xc0000005, 8, context, {0, 0x64636261}, {0x8b, 0x01});  // mov eax, [ecx]
  EXPECT_EQ(made.match("heap-corruption")->confidence, Confidence::kCertain);
}

TEST(HeapCorruption, is_not_claimed_while_a_thread_changes_the_heap) {
  HandMadeCase made = overrun();
  made.memory.u32(kHeap + 0x608 + 12, 8);
  EXPECT_FALSE(made.match("heap-corruption"));
}

TEST(HeapCorruption, is_not_claimed_of_heaps_of_later_systems) {
  HandMadeCase made = overrun();
  made.snapshot.system.MajorVersion = 6;
  EXPECT_FALSE(made.match("heap-corruption"));
}

}  // namespace
}  // namespace dumplab::test
