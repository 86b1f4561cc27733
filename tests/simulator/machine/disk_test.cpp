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

TEST(Disk, gives_room_back_when_a_file_goes) {
  Disk disk(2 * kClusterSize);
  DiskFile& file = **disk.create("C:\\a", std::vector<std::byte>(kClusterSize + 1));
  EXPECT_FALSE(disk.create("C:\\b", std::vector<std::byte>(1)));
  disk.remove(file);
  EXPECT_EQ(disk.find("C:\\a"), nullptr);
  EXPECT_TRUE(disk.create("C:\\b", std::vector<std::byte>(2 * kClusterSize)));
}

TEST(Disk, renames_a_file_in_place) {
  Disk disk(1 << 20);
  DiskFile& file = **disk.create("C:\\Old\\Name.txt", std::vector<std::byte>(3, std::byte{7}));
  disk.rename(file, "C:\\New\\Other.TXT");
  EXPECT_EQ(disk.find("c:\\old\\name.txt"), nullptr);
  ASSERT_EQ(disk.find("c:\\new\\other.txt"), &file);
  EXPECT_EQ(file.path, "C:\\New\\Other.TXT");
  EXPECT_EQ(file.content.to_vector(), std::vector<std::byte>(3, std::byte{7}));
  disk.rename(file, "C:\\NEW\\OTHER.txt");
  EXPECT_EQ(disk.find("C:\\New\\Other.txt"), &file) << "a change of case only";
  EXPECT_EQ(disk.files().size(), 1u);
}

TEST(Disk, has_the_folders_of_its_files_and_others) {
  Disk disk(1 << 20);
  EXPECT_TRUE(disk.has_folder("C:"));
  EXPECT_TRUE(disk.has_folder("C:\\"));
  DiskFile& file = **disk.create("C:\\A\\B\\c", {});
  EXPECT_TRUE(disk.has_folder("c:\\a"));
  EXPECT_TRUE(disk.has_folder("C:\\A\\B\\"));
  EXPECT_FALSE(disk.has_folder("C:\\A\\B\\c"));
  EXPECT_FALSE(disk.is_empty_folder("C:\\A"));
  EXPECT_FALSE(disk.is_empty_folder("C:\\A\\B"));
  disk.remove(file);
  EXPECT_TRUE(disk.has_folder("C:\\A\\B")) << "a folder stays when its last file goes";
  EXPECT_TRUE(disk.is_empty_folder("C:\\A\\B"));
  EXPECT_FALSE(disk.is_empty_folder("C:\\A")) << "B is in it";
  disk.create_folder("C:\\A\\BB");
  EXPECT_TRUE(disk.is_empty_folder("C:\\A\\B")) << "BB is beside it";
  disk.remove_folder("C:\\a\\b\\");
  EXPECT_FALSE(disk.has_folder("C:\\A\\B"));
  EXPECT_EQ(disk.folders().size(), 2u);
}

}  // namespace
}  // namespace dumplab::machine
