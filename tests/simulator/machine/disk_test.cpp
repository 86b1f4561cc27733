// SPDX-License-Identifier: MIT
#include "machine/disk.h"

#include <gtest/gtest.h>

namespace dumplab::machine {
namespace {

TEST(Disk, finds_files_without_regard_to_case) {
  Disk disk(1 << 20);
  ASSERT_TRUE(disk.create("C:\\Programs\\A.exe", std::vector<std::byte>(10)));
  EXPECT_NE(disk.find("c:\\PROGRAMS\\a.EXE"), nullptr);
  EXPECT_EQ(disk.find("C:\\Programs\\B.exe"), nullptr);
}

TEST(Disk, counts_the_sectors_that_a_transfer_touches) {
  Disk disk(1 << 20);
  DiskFile& file = **disk.create("C:\\a", std::vector<std::byte>(5000));
  std::vector<std::byte> out(600);
  EXPECT_EQ(disk.read(file, 0, out), 600u);
  EXPECT_EQ(disk.sectors_read(), 2u);  // bytes 0-599: sectors 0 and 1
  EXPECT_EQ(disk.read(file, 511, std::span(out).first(2)), 2u);
  EXPECT_EQ(disk.sectors_read(), 4u);
  EXPECT_EQ(disk.read(file, 4900, out), 100u);
  EXPECT_EQ(disk.read(file, 5000, out), 0u);
  EXPECT_EQ(disk.requests(), 3u) << "nothing is asked of the disk past the end";
}

TEST(Disk, is_full_when_its_clusters_are_taken) {
  Disk disk(4 * kClusterSize);
  ASSERT_TRUE(disk.create("C:\\a", std::vector<std::byte>(kClusterSize + 1)));  // two clusters
  EXPECT_FALSE(disk.create("C:\\b", std::vector<std::byte>(3 * kClusterSize)));
  DiskFile& file = **disk.create("C:\\c", {});
  EXPECT_TRUE(disk.write(file, kClusterSize, std::vector<std::byte>(10)));
  EXPECT_FALSE(disk.write(file, 2 * kClusterSize, std::vector<std::byte>(10)));
  EXPECT_FALSE(disk.write(file, ~0ull - 3, std::vector<std::byte>(10)));
  EXPECT_FALSE(disk.resize(file, ~0ull));
}

}  // namespace
}  // namespace dumplab::machine
