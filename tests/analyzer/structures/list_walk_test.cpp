// SPDX-License-Identifier: MIT
#include "structures/list_walk.h"

#include <gtest/gtest.h>

#include "analyzer/hand_made_memory.h"

namespace dumplab::structures {
namespace {

using test::HandMadeMemory;
using End = ListWalk::End;

constexpr std::uint32_t kHead = 0x1000, kA = 0x1100, kB = 0x1200;

HandMadeMemory two_entries() {
  HandMadeMemory memory;
  memory.u32(kHead, kA).u32(kHead + 4, kB).u32(kA, kB).u32(kA + 4, kHead).u32(kB, kHead).u32(kB + 4, kA);
  return memory;
}

TEST(ListWalk, comes_back_to_its_head) {
  const ListWalk walk = walk_list(*two_entries().build(), kHead);
  EXPECT_EQ(walk.end, End::kClosed);
  EXPECT_EQ(walk.entries, (std::vector<std::uint64_t>{kA, kB}));
  EXPECT_EQ(walk.describe("list"), "");
}

TEST(ListWalk, ends_where_an_entry_does_not_lead_back) {
  const ListWalk walk = walk_list(*two_entries().u32(kB + 4, 0x1300).build(), kHead);
  EXPECT_EQ(walk.end, End::kBackLink);
  EXPECT_EQ(walk.entries, std::vector<std::uint64_t>{kA});
  EXPECT_EQ(walk.at, kA);
  EXPECT_EQ(walk.describe("list of x"),
            "the list of x leads to 0x1200, which does not lead back but to 0x1300");
}

TEST(ListWalk, of_a_circle_that_leaves_its_head_out_ends) {
  EXPECT_EQ(walk_list(*two_entries().u32(kB, kA).build(), kHead).end, End::kBackLink);
}

TEST(ListWalk, ends_at_nothing) {
  EXPECT_EQ(walk_list(*two_entries().u32(kA, 0).build(), kHead).end, End::kNull);
  EXPECT_EQ(walk_list(*two_entries().u32(kA, 0x9000).build(), kHead).end, End::kMissing);
  EXPECT_EQ(walk_list(*two_entries().build(), 0x9000).end, End::kHeadMissing);
}

}  // namespace
}  // namespace dumplab::structures
