// SPDX-License-Identifier: MIT
#include "snapshot/captured_memory.h"

#include <gtest/gtest.h>

#include "support/bytes.h"

namespace dumplab::snapshot {
namespace {

using test::Bytes;
using Ranges = std::vector<AddressRange>;

/// Two ranges that touch, 0x1000..0x1008, and one at 0x2000.
std::shared_ptr<CapturedMemory> make_memory() {
  auto memory = std::make_shared<CapturedMemory>();
  memory->append({0x1000}, Bytes().u32(0x11111111).build());
  memory->append({0x1004}, Bytes().u32(0x22222222).build());
  memory->append({0x2000}, Bytes().u32(0x33333333).build());
  return memory;
}

TEST(CapturedMemory, reads_across_ranges_that_touch) {
  EXPECT_EQ(make_memory()->read_u32({0x1002}), 0x22221111u);
}

TEST(CapturedMemory, reads_up_to_the_first_missing_byte) {
  const auto memory = make_memory();
  std::vector<std::byte> out(64);
  EXPECT_EQ(memory->read({0x1003}, out), 5u);
  EXPECT_EQ(memory->read({0x1008}, out), 0u);
  EXPECT_EQ(memory->read({0x0fff}, out), 0u);
  EXPECT_EQ(memory->read({0x2003}, out), 1u);
  EXPECT_FALSE(memory->read_u32({0x2001}));
}

TEST(CapturedMemory, keeps_ranges_as_they_were_appended) {
  const auto memory = make_memory();
  const auto ranges = memory->ranges();
  EXPECT_EQ(Ranges(ranges.begin(), ranges.end()), (Ranges{{{0x1000}, 4}, {{0x1004}, 4}, {{0x2000}, 4}}));
}

TEST(CapturedMemory, may_end_at_the_top_of_the_address_space) {
  CapturedMemory memory;
  memory.append({0xfffffffffffffffc}, Bytes().u32(0x44444444).build());
  EXPECT_EQ(memory.read_u32({0xfffffffffffffffc}), 0x44444444u);
  std::vector<std::byte> out(8);
  EXPECT_EQ(memory.read({0xfffffffffffffffe}, out), 2u);
}

TEST(CapturedMemoryDeathTest, refuses_ranges_that_overlap_or_go_back) {
  CapturedMemory memory;
  memory.append({0x1000}, std::vector<std::byte>(4));
  EXPECT_DEATH(memory.append({0x1003}, std::vector<std::byte>(4)), "check failed");
}

TEST(MemorySelection, shows_only_its_ranges) {
  const MemorySelection selection(make_memory(), {{{0x1002}, 4}, {{0x2000}, 2}});
  std::vector<std::byte> out(64);
  EXPECT_EQ(selection.read({0x1000}, out), 0u);
  EXPECT_EQ(selection.read_u32({0x1002}), 0x22221111u);
  EXPECT_EQ(selection.read({0x1004}, out), 2u);
  EXPECT_EQ(selection.read({0x2000}, out), 2u);
}

TEST(FindRange, finds_the_range_or_gives_the_size) {
  const Ranges ranges{{{0x1000}, 4}, {{0x1004}, 4}, {{0x2000}, 4}};
  EXPECT_EQ(find_range(ranges, {0x1000}), 0u);
  EXPECT_EQ(find_range(ranges, {0x1003}), 0u);
  EXPECT_EQ(find_range(ranges, {0x1004}), 1u);
  EXPECT_EQ(find_range(ranges, {0x1008}), 3u);
  EXPECT_EQ(find_range(ranges, {0}), 3u);
  EXPECT_EQ(find_range(ranges, {0x2003}), 2u);
  EXPECT_EQ(find_range({}, {0x2003}), 0u);
}

const Ranges kPresent{{{0x1000}, 0x100}, {{0x1100}, 0x100}, {{0x2000}, 0x100}};

TEST(Intersect, cuts_to_what_is_present) {
  EXPECT_EQ(intersect(kPresent, {{{0x0f00}, 0x180}}), (Ranges{{{0x1000}, 0x80}}));
  EXPECT_EQ(intersect(kPresent, {{{0x20f0}, 0x1000}}), (Ranges{{{0x20f0}, 0x10}}));
  EXPECT_EQ(intersect(kPresent, {{{0x1200}, 0x100}}), Ranges{});
}

TEST(Intersect, sorts_what_is_wanted) {
  EXPECT_EQ(intersect(kPresent, {{{0x2000}, 1}, {{0x1000}, 1}}), (Ranges{{{0x1000}, 1}, {{0x2000}, 1}}));
}

TEST(Intersect, joins_what_overlaps_or_touches) {
  EXPECT_EQ(intersect(kPresent, {{{0x1000}, 0x20}, {{0x1010}, 0x20}}), (Ranges{{{0x1000}, 0x30}}));
  EXPECT_EQ(intersect(kPresent, {{{0x1000}, 0x10}, {{0x1010}, 0x10}}), (Ranges{{{0x1000}, 0x20}}));
  EXPECT_EQ(intersect(kPresent, {{{0x1000}, 0x80}, {{0x1010}, 0x10}}), (Ranges{{{0x1000}, 0x80}}));
  EXPECT_EQ(intersect(kPresent, {{{0x10f0}, 0x20}}), (Ranges{{{0x10f0}, 0x20}}));
}

TEST(Intersect, of_everything_is_what_is_present_with_touching_ranges_joined) {
  EXPECT_EQ(intersect(kPresent, {{{0}, 0xffffffff}}), (Ranges{{{0x1000}, 0x200}, {{0x2000}, 0x100}}));
}

}  // namespace
}  // namespace dumplab::snapshot
