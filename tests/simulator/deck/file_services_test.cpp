// SPDX-License-Identifier: MIT
#include "deck/file_services.h"

#include <gtest/gtest.h>

#include <array>

namespace dumplab::deck {
namespace {

constexpr std::size_t kSize = 1500;  // two sectors and a part

struct FileServicesTest : testing::Test {
  FileServicesTest() {
    std::vector<std::byte> bytes(kSize);
    for (std::size_t i = 0; i < kSize; ++i) bytes[i] = static_cast<std::byte>(i);
    EXPECT_TRUE(disk.create("C:\\Data.dat", bytes));
  }
  /// Reads the file to its end, `size` bytes at a time; gives the number of bytes.
  std::size_t read_all(FileServices& files, std::size_t size) {
    const std::uint32_t handle = files.open("c:\\data.DAT");
    std::vector<std::byte> buffer(size);
    std::size_t total = 0;
    while (const std::uint32_t count = files.read(handle, buffer)) {
      EXPECT_EQ(buffer[0], static_cast<std::byte>(total));
      total += count;
    }
    return total;
  }
  machine::Disk disk{1 << 20};
  machine::Clock clock{0};
};

TEST_F(FileServicesTest, EachRequestReadsItsSectorsWithoutACache) {
  FileServices files(disk, clock, false);
  EXPECT_EQ(read_all(files, 4), kSize);
  EXPECT_EQ(files.counts().sector_reads, kSize / 4);
  EXPECT_EQ(files.counts().distinct_sectors, 3u);
}

TEST_F(FileServicesTest, ACacheOfOneSectorReadsEachOnce) {
  FileServices files(disk, clock, true);
  EXPECT_EQ(read_all(files, 4), kSize);
  EXPECT_EQ(files.counts().sector_reads, 3u);
}

TEST_F(FileServicesTest, ARequestAcrossABorderReadsBothSectors) {
  FileServices files(disk, clock, false);
  std::array<std::byte, 512> buffer;
  const std::uint32_t handle = files.open("C:\\Data.dat");
  files.read(handle, std::span(buffer).first(100));
  EXPECT_EQ(files.counts().sector_reads, 1u);
  files.read(handle, buffer);
  EXPECT_EQ(files.counts().sector_reads, 3u);
}

TEST_F(FileServicesTest, TimePassesWithTheDisk) {
  FileServices files(disk, clock, false);
  read_all(files, kSize);
  // One move of the head, one command, three sectors.
  using machine::DiskTiming;
  EXPECT_EQ(files.counts().disk_units,
            DiskTiming::kCommand + DiskTiming::kSeek + DiskTiming::kRotation + 3 * DiskTiming::kSector);
  EXPECT_EQ(clock.units(), files.counts().disk_units);
}

TEST_F(FileServicesTest, WhatIsNotOpenGivesNothing) {
  FileServices files(disk, clock, false);
  std::array<std::byte, 4> buffer;
  EXPECT_EQ(files.open("C:\\Other.dat"), 0u);
  EXPECT_EQ(files.read(0, buffer), 0u);
  EXPECT_EQ(files.read(7, buffer), 0u);
  const std::uint32_t handle = files.open("C:\\Data.dat");
  files.close(handle);
  EXPECT_EQ(files.read(handle, buffer), 0u);
}

}  // namespace
}  // namespace dumplab::deck
