// SPDX-License-Identifier: MIT
#include "deck/pager.h"

#include <gtest/gtest.h>

namespace dumplab::deck {
namespace {

constexpr std::uint32_t kBase = 0x400000, kPages = 8;

struct PagerTest : testing::Test {
  PagerSettings settings(std::string policy, std::uint32_t frames) {
    PagerSettings made;
    made.ranges = {{kBase, kPages * 4096, std::nullopt, true, nullptr}};
    made.tables = {200, 2};
    made.code = {0, 1};
    made.data = {4, frames};
    made.policy = std::move(policy);
    return made;
  }
  void open(PagerSettings made) {
    auto created = Pager::create(std::move(made), memory, disk, walk);
    ASSERT_TRUE(created);
    pager = std::move(*created);
  }
  std::byte& byte_at(std::uint32_t page, cpu::Access access) {
    return pager->reach(kBase + page * 4096, access).front();
  }
  void use(std::initializer_list<std::uint32_t> pages) {
    for (const std::uint32_t page : pages) byte_at(page, cpu::Access::kRead);
  }
  machine::PhysicalMemory memory{1 << 20};
  machine::Disk disk{1 << 20};
  machine::PageWalk walk{memory};
  std::unique_ptr<Pager> pager;
};

// Belady 1969: pages 1 2 3 4 1 2 5 1 2 3 4 5, first in first out.
TEST_F(PagerTest, FifoHasBeladysAnomaly) {
  for (const auto& [frames, faults] : {std::pair{3u, 9u}, std::pair{4u, 10u}}) {
    open(settings("fifo", frames));
    use({1, 2, 3, 4, 1, 2, 5, 1, 2, 3, 4, 5});
    EXPECT_EQ(pager->faults().size(), faults) << frames << " frames";
  }
}

TEST_F(PagerTest, WrittenPagesComeBackFromThePageFile) {
  open(settings("fifo", 2));
  for (std::uint32_t page = 0; page < kPages; ++page)
    byte_at(page, cpu::Access::kWrite) = static_cast<std::byte>(page + 1);
  for (std::uint32_t page = 0; page < kPages; ++page)
    EXPECT_EQ(byte_at(page, cpu::Access::kRead), static_cast<std::byte>(page + 1));
  EXPECT_EQ(pager->counts().zeroed, kPages);
  EXPECT_EQ(pager->counts().loads, kPages);
  EXPECT_EQ(pager->counts().written, kPages) << "a clean page whose copy is good is not written again";
}

TEST_F(PagerTest, PagesThatNobodyWroteToAreNotWritten) {
  open(settings("clock", 2));
  use({0, 1, 2, 3, 0});
  EXPECT_EQ(pager->counts().written, 0u);
  EXPECT_EQ(pager->counts().zeroed, 5u);
}

TEST_F(PagerTest, AClusterBringsInThePagesBehind) {
  PagerSettings made = settings("fifo", 8);
  made.cluster = 4;
  open(std::move(made));
  use({0, 1, 2, 3, 4, 5, 6, 7});
  EXPECT_EQ(pager->faults().size(), 2u);
  EXPECT_EQ(pager->resident().size(), 8u);
}

TEST_F(PagerTest, EntriesAreRealOnes) {
  open(settings("fifo", 4));
  EXPECT_EQ(pager->read_entry(kBase), 0u);
  use({0});
  EXPECT_EQ(pager->read_entry(kBase), 0x4027u) << "frame 4; P RW US A";
  byte_at(0, cpu::Access::kWrite);
  EXPECT_EQ(pager->read_entry(kBase), 0x4067u) << "and D";
  EXPECT_EQ(pager->frames_for_tables(), 2u);
}

TEST_F(PagerTest, WhatIsOutsideIsRefused) {
  open(settings("fifo", 4));
  EXPECT_FALSE(pager->resolve(0));
  EXPECT_TRUE(pager->reach(kBase + kPages * 4096, cpu::Access::kRead).empty());
}

TEST_F(PagerTest, UnknownPoliciesAndMissingTablesAreErrors) {
  EXPECT_EQ(Pager::create(settings("best", 4), memory, disk, walk).error().kind, ErrorKind::kUnsupported);
  PagerSettings small = settings("fifo", 4);
  small.tables.count = 1;
  EXPECT_EQ(Pager::create(std::move(small), memory, disk, walk).error().kind, ErrorKind::kMalformed);
}

}  // namespace
}  // namespace dumplab::deck
