// SPDX-License-Identifier: MIT
#include "structures/critical_sections.h"

#include <gtest/gtest.h>

#include "analyzer/hand_made_memory.h"

namespace dumplab::structures {
namespace {

using test::HandMadeMemory;

constexpr std::uint32_t kTeb = 0x7ffdf000, kPeb = 0x7ffd5000, kHead = 0x7c97c0c8, kLoaderLock = 0x7c97c0d8,
                        kRecord = 0x7c97c100, kSection = 0x403018, kSectionRecord = 0x3a1d20;

/// RTL_CRITICAL_SECTION: DebugInfo 0, LockCount 4, RecursionCount 8, OwningThread 0Ch, LockSemaphore 10h,
/// SpinCount 14h.
void section(HandMadeMemory& memory, std::uint32_t at, std::uint32_t debug_info, std::int32_t lock_count,
             std::uint32_t recursion, std::uint32_t owner) {
  memory.u32(at, debug_info).u32(at + 4, static_cast<std::uint32_t>(lock_count)).u32(at + 8, recursion);
  memory.u32(at + 12, owner).u32(at + 16, 0x5c).u32(at + 20, 0);
}

/// RTL_CRITICAL_SECTION_DEBUG: CriticalSection 4, ProcessLocksList 8, EntryCount 10h, ContentionCount 14h.
void record(HandMadeMemory& memory, std::uint32_t at, std::uint32_t of, std::uint32_t next,
            std::uint32_t before) {
  memory.u32(at + 4, of).u32(at + 8, next).u32(at + 12, before).u32(at + 16, 3).u32(at + 20, 5);
  memory.u32(at + 24, 0).u32(at + 28, 0);
}

/// The loader's lock and one of the program's, in the list.
HandMadeMemory two_sections() {
  HandMadeMemory memory;
  memory.teb(kTeb, 8, kPeb, 0x130000, 0x12e000, 0x30000).zeros(kPeb, 0x1000).u32(kPeb + 0xa0, kLoaderLock);
  memory.u32(kHead, kRecord + 8).u32(kHead + 4, kSectionRecord + 8);
  record(memory, kRecord, kLoaderLock, kSectionRecord + 8, kHead);
  record(memory, kSectionRecord, kSection, kHead, kRecord + 8);
  section(memory, kLoaderLock, kRecord, -1, 0, 0);
  section(memory, kSection, kSectionRecord, 1, 1, 0x1b0);
  return memory;
}

CriticalSectionList read(const HandMadeMemory& memory) {
  Snapshot snapshot;
  snapshot.memory = memory.build();
  Thread thread;
  thread.ThreadId = 8;
  thread.Teb = kTeb;
  snapshot.threads.push_back(thread);
  return read_critical_sections(snapshot, ModuleImages(snapshot, {}));
}

CriticalSectionState decode(std::int32_t lock_count, std::uint32_t recursion) {
  HandMadeMemory memory;
  section(memory, kSection, 0xffffffff, lock_count, recursion, recursion ? 0x1b0 : 0);
  return read_critical_section(*memory.build(), kSection).value();
}

TEST(CriticalSection, counts_as_XP_does) {
  EXPECT_FALSE(decode(-1, 0).is_locked);
  EXPECT_EQ(decode(-1, 0).waiters, 0u);
  EXPECT_TRUE(decode(0, 1).is_locked);
  EXPECT_EQ(decode(0, 1).waiters, 0u);
  EXPECT_EQ(decode(2, 3).waiters, 0u);  // entered three times
  EXPECT_EQ(decode(4, 3).waiters, 2u);
}

// The values and what they mean: Microsoft's description of !cs.
TEST(CriticalSection, counts_as_later_systems_do) {
  EXPECT_TRUE(decode(-2, 1).is_locked);
  EXPECT_EQ(decode(-2, 1).waiters, 0u);
  EXPECT_TRUE(decode(-22, 1).is_locked);
  EXPECT_FALSE(decode(-22, 1).waiter_woken);
  EXPECT_EQ(decode(-22, 1).waiters, 5u);
}

TEST(CriticalSection, is_empty_where_bytes_are_missing) {
  EXPECT_FALSE(read_critical_section(*HandMadeMemory().build(), kSection));
}

TEST(CriticalSectionList, is_found_through_the_loaders_lock) {
  const auto list = read(two_sections());
  EXPECT_TRUE(list.list_found);
  EXPECT_TRUE(list.is_complete) << list.problem;
  EXPECT_EQ(list.loader_lock, kLoaderLock);
  ASSERT_EQ(list.sections.size(), 2u);
  const CriticalSectionState* found = list.find(kSection);
  ASSERT_NE(found, nullptr);
  EXPECT_TRUE(found->in_list);
  EXPECT_EQ(found->owning_thread, 0x1b0u);
  EXPECT_EQ(found->waiters, 1u);
  EXPECT_EQ(found->semaphore, 0x5cu);
  EXPECT_EQ(found->entry_count, 3u);
  EXPECT_EQ(found->contention_count, 5u);
}

TEST(CriticalSectionList, that_does_not_lead_back_is_scanned_for) {
  auto memory = two_sections();
  memory.u32(kRecord + 8, kSectionRecord + 0x28);  // behind it zeros
  const auto list = read(memory);
  EXPECT_FALSE(list.is_complete);
  EXPECT_FALSE(list.problem.empty());
  EXPECT_NE(list.find(kLoaderLock), nullptr);
}

TEST(CriticalSectionList, of_records_that_stand_alone_is_a_scan) {
  auto memory = two_sections();
  record(memory, kRecord, kLoaderLock, kRecord + 8, kRecord + 8);
  record(memory, kSectionRecord, kSection, kSectionRecord + 8, kSectionRecord + 8);
  const auto list = read(memory);
  EXPECT_FALSE(list.list_found);
  EXPECT_FALSE(list.is_complete);
  ASSERT_NE(list.find(kSection), nullptr);
  EXPECT_FALSE(list.find(kSection)->in_list);
}

// Each entry of a linked list leads back to itself, as the section of a record would.
TEST(CriticalSectionList, does_not_take_other_lists_for_sections) {
  HandMadeMemory memory;
  constexpr std::uint32_t kEntries[] = {0x201234, 0x202344, 0x203454};
  for (int i = 0; i < 3; ++i)
    for (int list = 0; list < 3;
         ++list)  // a module's three lists: load order, memory order, initialization order
      memory.u32(kEntries[i] + 8 * list, kEntries[(i + 1) % 3] + 8 * list)
          .u32(kEntries[i] + 8 * list + 4, kEntries[(i + 2) % 3] + 8 * list);
  EXPECT_TRUE(read(memory).sections.empty());
}

TEST(CriticalSectionList, keeps_to_sections_that_lead_back) {
  auto memory = two_sections();
  record(memory, kRecord, kLoaderLock, kRecord + 8, kRecord + 8);
  record(memory, kSectionRecord, kSection, kSectionRecord + 8, kSectionRecord + 8);
  section(memory, kSection, kSectionRecord + 4, 1, 1, 0x1b0);  // leads elsewhere
  EXPECT_EQ(read(memory).find(kSection), nullptr);
}

}  // namespace
}  // namespace dumplab::structures
