// SPDX-License-Identifier: MIT
#include "kernel/page_file.h"

#include <gtest/gtest.h>

#include "x86/page_table.h"

namespace dumplab::kernel {
namespace {

TEST(PageFile, gives_out_the_lowest_free_slot_and_never_slot_0) {
  machine::Disk disk(1 << 20);
  PageFile file(disk, 70 * x86::kPageSize);
  EXPECT_EQ(file.slot_count(), 69u);
  for (std::uint32_t slot = 1; slot <= 69; ++slot) EXPECT_EQ(file.allocate(), slot);
  EXPECT_FALSE(file.allocate());
  file.release(3);
  file.release(66);
  EXPECT_EQ(file.free(), 2u);
  EXPECT_EQ(file.allocate(), 3u);
  EXPECT_EQ(file.allocate(), 66u);
}

TEST(PageFile, takes_its_room_on_the_disk) {
  machine::Disk disk(100 * machine::kClusterSize);
  PageFile file(disk, 60 * x86::kPageSize);
  ASSERT_NE(disk.find(kPageFilePath), nullptr);
  EXPECT_TRUE(disk.create("C:\\a", std::vector<std::byte>(40 * machine::kClusterSize)));
  EXPECT_FALSE(disk.create("C:\\b", std::vector<std::byte>(1)));
}

TEST(PageFile, has_no_slots_on_a_disk_without_room) {
  machine::Disk disk(4 * machine::kClusterSize);
  PageFile file(disk, 8 * x86::kPageSize);
  EXPECT_EQ(file.slot_count(), 0u);
  EXPECT_FALSE(file.allocate());
}

TEST(PageFile, keeps_pages_apart_and_counts_writes) {
  machine::Disk disk(1 << 20);
  PageFile file(disk, 16 * x86::kPageSize);
  const std::uint32_t one = *file.allocate(), two = *file.allocate();
  file.write(one, std::vector<std::byte>(x86::kPageSize, std::byte{1}));
  file.write(two, std::vector<std::byte>(x86::kPageSize, std::byte{2}));
  std::vector<std::byte> page(x86::kPageSize);
  file.read(one, page);
  EXPECT_EQ(page, std::vector<std::byte>(x86::kPageSize, std::byte{1}));
  EXPECT_EQ(disk.sectors_written(), 16u);
  EXPECT_EQ(disk.requests(), 2u);
}

}  // namespace
}  // namespace dumplab::kernel
