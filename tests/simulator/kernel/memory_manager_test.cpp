// SPDX-License-Identifier: MIT
#include "kernel/memory_manager.h"

#include <gtest/gtest.h>

#include "kernel/address_space.h"
#include "kernel/memory_check.h"

namespace dumplab::kernel {
namespace {

constexpr std::uint32_t kPage = x86::kPageSize, kBase = 0x100000;
using Outcome = AddressSpace::Outcome;

MemoryOptions small_pagefile() {
  MemoryOptions options;
  options.policy = "fifo";
  options.pagefile_size = 101 * kPage;
  return options;
}

/// 64 frames, of which frame 0 is never used, and a page file of 100 slots.
class Paging : public testing::Test {
 protected:
  Paging() : machine({.memory = 64 * kPage}), memory(machine, small_pagefile()), space(memory, 4) {}
  ~Paging() override { EXPECT_EQ(check_memory(memory), std::nullopt); }

  void commit(AddressSpace& in, std::uint32_t pages, std::uint32_t at = kBase) {
    ASSERT_EQ(in.reserve(at, pages * kPage, nt::kPageReadWrite, Owner::kPrivate), nt::Status::kSuccess);
    ASSERT_EQ(in.commit(at, pages * kPage, nt::kPageReadWrite), nt::Status::kSuccess);
  }
  void fill(AddressSpace& in, std::uint32_t pages, std::uint32_t key, std::uint32_t at = kBase) {
    for (std::uint32_t i = 0; i < pages; ++i) ASSERT_TRUE(in.write_value(at + i * kPage, key + i));
  }
  void expect(AddressSpace& in, std::uint32_t pages, std::uint32_t key, std::uint32_t at = kBase) {
    for (std::uint32_t i = 0; i < pages; ++i)
      ASSERT_EQ(in.read_value<std::uint32_t>(at + i * kPage), key + i) << "page " << i;
  }

  machine::Machine machine;
  MemoryManager memory;
  AddressSpace space;
};

TEST_F(Paging, private_pages_go_to_the_pagefile_and_come_back) {
  commit(space, 100);
  fill(space, 100, 1000);
  EXPECT_GT(memory.statistics().pagefile_writes, 30u);
  EXPECT_EQ(check_memory(memory), std::nullopt);
  expect(space, 100, 1000);
  EXPECT_GE(memory.statistics().pagefile_reads, 100u - 62u);
}

TEST_F(Paging, a_clean_page_with_a_slot_is_dropped_without_writing) {
  commit(space, 90);
  fill(space, 90, 1);
  expect(space, 90, 1);
  const std::uint64_t writes = memory.statistics().pagefile_writes;
  expect(space, 90, 1);
  EXPECT_EQ(memory.statistics().pagefile_writes, writes);
}

TEST_F(Paging, pages_that_were_only_read_take_no_slot) {
  commit(space, 100);
  expect(space, 1, 0);
  for (std::uint32_t i = 0; i < 100; ++i) ASSERT_EQ(space.read_value<std::uint32_t>(kBase + i * kPage), 0u);
  EXPECT_EQ(memory.pagefile().used(), 0u);
  EXPECT_GT(memory.statistics().evictions, 0u);
}

TEST_F(Paging, what_is_freed_leaves_nothing_behind) {
  commit(space, 100);
  fill(space, 100, 5);
  EXPECT_GT(memory.pagefile().used(), 0u);
  EXPECT_EQ(space.decommit(kBase + 10 * kPage, 50 * kPage), nt::Status::kSuccess);
  EXPECT_EQ(memory.commit_charge(), 50u);
  EXPECT_EQ(check_memory(memory), std::nullopt);
  EXPECT_EQ(space.release(kBase), nt::Status::kSuccess);
  EXPECT_EQ(memory.commit_charge(), 0u);
  EXPECT_EQ(memory.pagefile().used(), 0u);
  EXPECT_EQ(machine.memory.free_count(), 62u) << "all but the page directory and frame 0";
}

TEST_F(Paging, commit_stops_at_frames_and_slots) {
  // 64 frames less 20 kept back (16 and a sixteenth) and a page directory, 100 slots.
  EXPECT_EQ(memory.commit_limit(), 143u);
  space.reserve(kBase, 200 * kPage, nt::kPageReadWrite, Owner::kPrivate);
  EXPECT_EQ(space.commit(kBase, 144 * kPage, nt::kPageReadWrite), nt::Status::kCommitmentLimit);
  EXPECT_EQ(space.commit_charge(), 0u);
  EXPECT_EQ(space.vads().query(kBase).state, nt::kMemReserve);
  EXPECT_EQ(space.commit(kBase, 143 * kPage, nt::kPageReadWrite), nt::Status::kSuccess);
  EXPECT_EQ(space.commit(kBase, 143 * kPage, nt::kPageReadOnly), nt::Status::kSuccess) << "charged once";
  std::uint32_t old = 0;
  EXPECT_EQ(space.protect(kBase, 143 * kPage, nt::kPageReadWrite, old), nt::Status::kSuccess);
  fill(space, 143, 77);
  expect(space, 143, 77);
  EXPECT_FALSE(memory.exhausted());
}

TEST_F(Paging, looking_at_paged_out_pages_does_not_bring_them_in) {
  commit(space, 100);
  fill(space, 100, 9);
  const MemoryStatistics before = memory.statistics();
  std::vector<std::byte> page(kPage);
  for (std::uint32_t i = 0; i < 100; ++i) {
    ASSERT_TRUE(space.peek(kBase + i * kPage, page));
    ASSERT_EQ(static_cast<std::uint32_t>(page[0]), 9 + i);
  }
  EXPECT_EQ(memory.statistics().pagefile_reads, before.pagefile_reads);
  EXPECT_EQ(memory.statistics().evictions, before.evictions);
}

TEST_F(Paging, protection_follows_a_page_out_and_in) {
  commit(space, 1);
  fill(space, 1, 3);
  std::uint32_t old = 0;
  space.protect(kBase, kPage, nt::kPageNoAccess, old);
  commit(space, 90, 0x200000);
  fill(space, 90, 1, 0x200000);
  EXPECT_EQ(nt::entry_kind(space.tables().read(kBase)), nt::EntryKind::kPagefile);
  EXPECT_FALSE(space.read_value<std::uint32_t>(kBase));
  space.protect(kBase, kPage, nt::kPageReadOnly, old);
  EXPECT_EQ(space.read_value<std::uint32_t>(kBase), 3u);
  EXPECT_FALSE(space.write_value(kBase, 4u));
}

TEST_F(Paging, views_of_one_file_share_frames_and_write_the_file) {
  machine::DiskFile& file = **machine.disk.create("C:\\data", std::vector<std::byte>(10 * kPage + 5));
  AddressSpace other(memory, 8);
  {
    auto segment = std::make_shared<FileSegment>(memory, file, 10 * kPage + 5);
    space.map(kBase, segment, 0, 11 * kPage, nt::kPageReadWrite, nt::kPageReadWrite);
    other.map(0x300000, segment, 0, 11 * kPage, nt::kPageReadWrite, nt::kPageReadWrite);
  }
  fill(space, 10, 50);
  expect(other, 10, 50, 0x300000);
  EXPECT_EQ(space.frame_of(kBase), other.frame_of(0x300000));
  commit(other, 90);
  fill(other, 90, 1);  // drives the file's pages out
  EXPECT_EQ(space.frame_of(kBase), std::nullopt);
  EXPECT_GE(memory.statistics().file_writes, 10u);
  EXPECT_EQ(check_memory(memory), std::nullopt);
  expect(space, 10, 50);
  fill(space, 10, 70);
  space.release(kBase);
  other.release(0x300000);
  std::vector<std::byte> bytes = file.content.to_vector();
  EXPECT_EQ(bytes.size(), 10 * kPage + 5);
  for (std::uint32_t i = 0; i < 10; ++i) EXPECT_EQ(static_cast<std::uint32_t>(bytes[i * kPage]), 70 + i);
  EXPECT_EQ(memory.commit_charge(), 90u) << "views that write to their file are not charged";
}

TEST_F(Paging, a_copy_on_write_page_goes_to_the_pagefile_not_to_the_file) {
  machine::DiskFile& file =
      **machine.disk.create("C:\\data", std::vector<std::byte>(4 * kPage, std::byte{7}));
  space.map(kBase, std::make_shared<FileSegment>(memory, file, 4 * kPage), 0, 4 * kPage, nt::kPageWriteCopy,
            nt::kPageReadOnly);
  EXPECT_EQ(memory.commit_charge(), 4u);
  fill(space, 2, 90);
  commit(space, 90, 0x200000);
  fill(space, 90, 1, 0x200000);
  expect(space, 2, 90);
  EXPECT_EQ(space.read_value<std::uint8_t>(kBase + 2 * kPage), 7);
  EXPECT_EQ(static_cast<std::uint32_t>(file.content.to_vector()[0]), 7u);
}

TEST_F(Paging, page_file_sections_are_charged_and_kept) {
  auto segment = PagefileSegment::create(memory, 60 * kPage);
  ASSERT_TRUE(segment);
  EXPECT_EQ(memory.commit_charge(), 60u);
  EXPECT_FALSE(PagefileSegment::create(memory, 100 * kPage));
  space.map(kBase, segment, 0, 60 * kPage, nt::kPageReadWrite, nt::kPageReadWrite);
  fill(space, 60, 20);
  space.release(kBase);
  commit(space, 70, 0x200000);
  fill(space, 70, 1, 0x200000);
  space.map(0x400000, segment, 0, 60 * kPage, nt::kPageReadOnly, nt::kPageReadWrite);
  expect(space, 60, 20, 0x400000);
  space.release(0x400000);
  segment.reset();
  EXPECT_EQ(memory.commit_charge(), 70u);
}

TEST_F(Paging, rights_of_a_section_bound_its_views) {
  machine::DiskFile& file = **machine.disk.create("C:\\data", std::vector<std::byte>(kPage));
  auto segment = std::make_shared<FileSegment>(memory, file, kPage);
  EXPECT_EQ(space.map(kBase, segment, 0, kPage, nt::kPageReadWrite, nt::kPageReadOnly),
            nt::Status::kSectionProtection);
  EXPECT_EQ(space.map(kBase, segment, 0, kPage, nt::kPageReadOnly, nt::kPageReadOnly), nt::Status::kSuccess);
  std::uint32_t old = 0;
  EXPECT_EQ(space.protect(kBase, kPage, nt::kPageReadWrite, old), nt::Status::kSectionProtection);
  EXPECT_EQ(space.protect(kBase, kPage, nt::kPageWriteCopy, old), nt::Status::kSuccess);
  EXPECT_EQ(space.commit(kBase, kPage, nt::kPageReadWrite), nt::Status::kAlreadyCommitted);
}

TEST_F(Paging, the_last_pages_of_an_instruction_stay_until_the_next_one) {
  commit(space, 100);
  ASSERT_EQ(space.resolve(kBase, cpu::Access::kWrite), Outcome::kResolved);
  memory.hold(0, 17, kBase, *space.frame_of(kBase));
  fill(space, 99, 1, kBase + kPage);
  EXPECT_TRUE(space.frame_of(kBase)) << "first in, but not out";
  memory.hold(0, 18, kBase + kPage, *space.frame_of(kBase + 99 * kPage));
  expect(space, 99, 1, kBase + kPage);
  EXPECT_FALSE(space.frame_of(kBase));
}

TEST_F(Paging, nothing_is_left_when_every_frame_is_a_table) {
  space.reserve(0x10000000, 0x40000000, nt::kPageReadWrite, Owner::kPrivate);
  Outcome outcome = Outcome::kResolved;
  for (std::uint32_t i = 0; i < 100 && outcome == Outcome::kResolved; ++i) {
    const std::uint32_t at = 0x10000000 + i * 0x400000;
    space.commit(at, kPage, nt::kPageReadWrite);
    outcome = space.resolve(at, cpu::Access::kWrite);
    ASSERT_TRUE(outcome == Outcome::kNoMemory || space.write_value(at, i));
  }
  EXPECT_EQ(outcome, Outcome::kNoMemory);
  EXPECT_TRUE(memory.exhausted());
}

TEST(MemoryManager, clusters_read_neighbours_in_one_request) {
  machine::Machine machine({.memory = 64 * kPage});
  MemoryOptions options;
  options.cluster = 4;
  MemoryManager memory(machine, options);
  AddressSpace space(memory);
  machine::DiskFile& file =
      **machine.disk.create("C:\\data", std::vector<std::byte>(6 * kPage, std::byte{1}));
  space.map(kBase, std::make_shared<FileSegment>(memory, file, 6 * kPage), 0, 6 * kPage, nt::kPageReadOnly,
            nt::kPageReadOnly);
  EXPECT_TRUE(space.read_value<std::uint8_t>(kBase + kPage));
  EXPECT_EQ(machine.disk.requests(), 1u);
  EXPECT_EQ(machine.disk.sectors_read(), 32u);
  EXPECT_TRUE(space.read_value<std::uint8_t>(kBase + 4 * kPage));
  EXPECT_EQ(machine.disk.requests(), 1u);
  EXPECT_TRUE(space.read_value<std::uint8_t>(kBase + 5 * kPage));
  EXPECT_EQ(machine.disk.requests(), 2u);
  EXPECT_EQ(check_memory(memory), std::nullopt);
}

TEST(MemoryManager, records_every_change_of_page_in_order) {
  machine::Machine machine({.memory = 64 * kPage});
  MemoryOptions options;
  options.record_references = true;
  MemoryManager memory(machine, options);
  AddressSpace space(memory, 4);
  space.reserve(kBase, 4 * kPage, nt::kPageReadWrite, Owner::kPrivate);
  space.commit(kBase, 4 * kPage, nt::kPageExecuteReadWrite);
  // mov eax,[esi] / mov eax,[esi] / mov [edi],eax / mov eax,[esi] / sysenter
  constexpr std::uint8_t kCode[] = {0x8b, 0x06, 0x8b, 0x06, 0x89, 0x07, 0x8b, 0x06, 0x0f, 0x34};
  space.write(kBase, kCode, sizeof kCode);
  for (const std::uint32_t page : {1u, 2u}) space.write_value(kBase + page * kPage, page);
  const std::size_t before = memory.references().size();
  machine::Cpu& cpu = *machine.cpus.front();
  cpu.load_cr3(space.cr3());
  cpu.processor.state.eip = kBase;
  cpu.processor.state.gpr[6] = kBase + kPage;
  cpu.processor.state.gpr[7] = kBase + 2 * kPage;
  EXPECT_EQ(cpu.processor.run(1000).kind, cpu::Stop::Kind::kSystemEnter);
  constexpr replacement::Page kCodePage = 4u << 20 | kBase >> 12, kSource = kCodePage + 1,
                              kTarget = kCodePage + 2;
  const replacement::ReferenceString seen(memory.references().begin() + static_cast<std::ptrdiff_t>(before),
                                          memory.references().end());
  EXPECT_EQ(seen, (replacement::ReferenceString{kCodePage, kSource, kCodePage, kTarget, kCodePage, kSource}));
}

TEST(MemoryManager, the_checker_sees_a_write_that_no_dirty_bit_tells_of) {
  machine::Machine machine({.memory = 64 * kPage});
  MemoryManager memory(machine, {});
  AddressSpace space(memory);
  space.reserve(kBase, kPage, nt::kPageReadWrite, Owner::kPrivate);
  space.commit(kBase, kPage, nt::kPageReadWrite);
  ASSERT_EQ(space.read_value<std::uint32_t>(kBase), 0u);
  EXPECT_EQ(check_memory(memory), std::nullopt);
  machine.memory.host(*space.frame_of(kBase))[9] = std::byte{1};
  EXPECT_NE(check_memory(memory), std::nullopt);
}

}  // namespace
}  // namespace dumplab::kernel
