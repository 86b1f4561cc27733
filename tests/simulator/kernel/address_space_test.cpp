// SPDX-License-Identifier: MIT
#include "kernel/address_space.h"

#include <gtest/gtest.h>

namespace dumplab::kernel {
namespace {

using Outcome = AddressSpace::Outcome;

class Space : public testing::Test {
 protected:
  Space() : machine({.memory = 1 << 20}), memory(machine, {}), space(memory) {}
  machine::Machine machine;
  MemoryManager memory;
  AddressSpace space;
};

TEST_F(Space, a_committed_page_takes_no_frame_before_it_is_touched) {
  ASSERT_EQ(space.reserve(0x20000, 0x10000, nt::kPageReadWrite, Owner::kPrivate), nt::Status::kSuccess);
  ASSERT_EQ(space.commit(0x20000, 0x3000, nt::kPageReadWrite), nt::Status::kSuccess);
  const std::uint32_t before = machine.memory.free_count();
  EXPECT_EQ(space.read_value<std::uint32_t>(0x21000), 0u);
  EXPECT_EQ(machine.memory.free_count(), before - 2) << "a page and its page table";
}

TEST_F(Space, reserved_and_free_pages_cannot_be_touched) {
  space.reserve(0x20000, 0x10000, nt::kPageReadWrite, Owner::kPrivate);
  EXPECT_EQ(space.resolve(0x20000, cpu::Access::kRead), Outcome::kAccessViolation);
  EXPECT_EQ(space.resolve(0x80000, cpu::Access::kRead), Outcome::kAccessViolation);
}

TEST_F(Space, a_guard_page_reports_once) {
  space.reserve(0x20000, 0x10000, nt::kPageReadWrite, Owner::kPrivate);
  space.commit(0x20000, 0x1000, nt::kPageReadWrite | nt::kPageGuard);
  EXPECT_EQ(space.resolve(0x20010, cpu::Access::kRead), Outcome::kGuardPage);
  EXPECT_EQ(space.resolve(0x20010, cpu::Access::kRead), Outcome::kResolved);
}

TEST_F(Space, protection_holds_and_comes_back) {
  space.reserve(0x20000, 0x10000, nt::kPageReadWrite, Owner::kPrivate);
  space.commit(0x20000, 0x1000, nt::kPageReadWrite);
  EXPECT_TRUE(space.write_value<std::uint32_t>(0x20000, 7));
  std::uint32_t old = 0;
  EXPECT_EQ(space.protect(0x20000, 0x1000, nt::kPageReadOnly, old), nt::Status::kSuccess);
  EXPECT_EQ(old, nt::kPageReadWrite);
  EXPECT_FALSE(space.write_value<std::uint32_t>(0x20000, 8));
  EXPECT_EQ(space.read_value<std::uint32_t>(0x20000), 7u);
  EXPECT_EQ(space.protect(0x20000, 0x1000, nt::kPageNoAccess, old), nt::Status::kSuccess);
  EXPECT_FALSE(space.read_value<std::uint32_t>(0x20000));
  EXPECT_EQ(space.protect(0x20000, 0x1000, nt::kPageReadWrite, old), nt::Status::kSuccess);
  EXPECT_EQ(space.read_value<std::uint32_t>(0x20000), 7u);
  EXPECT_EQ(space.protect(0x20000, 0x2000, nt::kPageReadWrite, old), nt::Status::kNotCommitted);
}

TEST_F(Space, regions_cover_the_user_half_and_split_where_pages_differ) {
  space.reserve(0x20000, 0x10000, nt::kPageReadWrite, Owner::kPrivate);
  space.commit(0x2e000, 0x1000, nt::kPageReadWrite | nt::kPageGuard);
  space.commit(0x2f000, 0x1000, nt::kPageReadWrite);
  const auto regions = space.vads().regions();
  ASSERT_EQ(regions.size(), 5u);
  EXPECT_EQ(regions[0].state, nt::kMemFree);
  EXPECT_EQ(regions[0].size, 0x20000u);
  EXPECT_EQ(regions[1].state, nt::kMemReserve);
  EXPECT_EQ(regions[1].size, 0xe000u);
  EXPECT_EQ(regions[2].protect, nt::kPageReadWrite | nt::kPageGuard);
  EXPECT_EQ(regions[3].base, 0x2f000u);
  EXPECT_EQ(regions[3].allocation_base, 0x20000u);
  EXPECT_EQ(regions[4].base + std::uint64_t{regions[4].size}, 0x7fff0000u);
}

TEST_F(Space, reservations_do_not_overlap_and_first_fit_goes_round_them) {
  EXPECT_EQ(space.reserve(0x20000, 0x20000, nt::kPageReadWrite, Owner::kPrivate), nt::Status::kSuccess);
  EXPECT_EQ(space.reserve(0x30000, 0x1000, nt::kPageReadWrite, Owner::kPrivate),
            nt::Status::kConflictingAddresses);
  EXPECT_EQ(space.reserve(0x7ffe0000, 0x20000, nt::kPageReadWrite, Owner::kPrivate),
            nt::Status::kConflictingAddresses)
      << "the user half ends at 7ffeffff";
  EXPECT_EQ(space.vads().find_free(0x10000, 0x10000), 0x10000u);
  EXPECT_EQ(space.vads().find_free(0x20000, 0x10000), 0x40000u);
  EXPECT_EQ(space.vads().find_free(0x10000, 0x10000, true), 0x7ffd0000u);
  EXPECT_FALSE(space.vads().find_free(0x7fff0000, 0x10000));
}

TEST_F(Space, released_memory_gives_its_frames_back) {
  space.reserve(0x20000, 0x10000, nt::kPageReadWrite, Owner::kPrivate);
  space.commit(0x20000, 0x4000, nt::kPageReadWrite);
  space.write_value<std::uint32_t>(0x20000, 1);
  const std::uint32_t before = machine.memory.free_count() + 2;  // a page and its page table
  space.write_value<std::uint32_t>(0x21000, 1);
  std::uint32_t old = 0;
  space.protect(0x21000, 0x1000, nt::kPageNoAccess, old);
  EXPECT_EQ(space.release(0x20000), nt::Status::kSuccess);
  EXPECT_EQ(machine.memory.free_count(), before);
  EXPECT_EQ(space.vads().query(0x20000).state, nt::kMemFree);
  EXPECT_EQ(space.release(0x20000), nt::Status::kMemoryNotAllocated);
}

TEST_F(Space, a_section_is_shared_and_copied_on_write) {
  AddressSpace other(memory);
  machine::DiskFile& file = **machine.disk.create("C:\\data", std::vector<std::byte>(0x2000, std::byte{5}));
  auto segment = std::make_shared<FileSegment>(memory, file, 0x2000);
  ASSERT_EQ(space.map(0x30000, segment, 0, 0x2000, nt::kPageWriteCopy, nt::kPageWriteCopy),
            nt::Status::kSuccess);
  ASSERT_EQ(other.map(0x50000, segment, 0, 0x2000, nt::kPageWriteCopy, nt::kPageWriteCopy),
            nt::Status::kSuccess);
  EXPECT_EQ(space.read_value<std::uint8_t>(0x30000), 5);
  const std::uint64_t sectors = machine.disk.sectors_read();
  EXPECT_EQ(sectors, 8u);
  EXPECT_EQ(other.read_value<std::uint8_t>(0x50000), 5);
  EXPECT_EQ(machine.disk.sectors_read(), sectors) << "the page was there already";
  EXPECT_TRUE(space.write_value<std::uint8_t>(0x30000, 9));
  EXPECT_EQ(space.read_value<std::uint8_t>(0x30000), 9);
  EXPECT_EQ(other.read_value<std::uint8_t>(0x50000), 5);
  EXPECT_EQ(space.vads().query(0x30000).protect, nt::kPageReadWrite) << "a written copy is private";
  EXPECT_EQ(space.vads().query(0x31000).protect, nt::kPageWriteCopy);
}

TEST_F(Space, looking_does_not_bring_pages_in) {
  machine::DiskFile& file = **machine.disk.create("C:\\data", std::vector<std::byte>(0x1000, std::byte{5}));
  auto segment = std::make_shared<FileSegment>(memory, file, 0x1000);
  space.map(0x30000, segment, 0, 0x1000, nt::kPageReadOnly, nt::kPageReadOnly);
  const std::uint32_t before = machine.memory.free_count();
  std::vector<std::byte> page(0x1000);
  EXPECT_TRUE(space.peek(0x30000, page));
  EXPECT_EQ(page[0xfff], std::byte{5});
  EXPECT_EQ(machine.memory.free_count(), before);
  EXPECT_EQ(machine.disk.sectors_read(), 0u);
}

}  // namespace
}  // namespace dumplab::kernel
