// SPDX-License-Identifier: MIT
#include "symbols/smallest_ranges.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace dumplab::symbols {
namespace {

TEST(SmallestRanges, takes_the_inner_of_nested_ranges) {
  const SmallestRanges ranges({{0x10, 0x40}, {0x18, 8}, {0x30, 0x20}, {0, 0}, {0x100, 1}});
  EXPECT_FALSE(ranges.find(0xf));
  EXPECT_EQ(ranges.find(0x10), 0u);
  EXPECT_EQ(ranges.find(0x18), 1u);
  EXPECT_EQ(ranges.find(0x1f), 1u);
  EXPECT_EQ(ranges.find(0x20), 0u);
  EXPECT_EQ(ranges.find(0x4f), 2u);
  EXPECT_FALSE(ranges.find(0x50));
  EXPECT_EQ(ranges.find(0x100), 4u);
  EXPECT_FALSE(ranges.find(0xffffffff));
}

TEST(SmallestRanges, takes_the_later_of_equal_sizes_and_the_first_of_equal_ranges) {
  const SmallestRanges ranges({{0, 8}, {4, 8}, {4, 8}});
  EXPECT_EQ(ranges.find(3), 0u);
  EXPECT_EQ(ranges.find(4), 1u);
  EXPECT_EQ(ranges.find(11), 1u);
}

TEST(SmallestRanges, agrees_with_looking_at_every_range) {
  Random random(7);
  for (int round = 0; round < 50; ++round) {
    std::vector<SmallestRanges::Range> all;
    for (int i = 0; i < 30; ++i)
      all.push_back(
          {static_cast<std::uint32_t>(random.below(100)), static_cast<std::uint32_t>(random.below(40))});
    const SmallestRanges ranges(all);
    for (std::uint32_t rva = 0; rva < 150; ++rva) {
      std::optional<std::uint32_t> best;
      for (const auto& range : all)
        if (rva >= range.rva && rva < range.rva + range.size && (!best || range.size < *best))
          best = range.size;
      const auto found = ranges.find(rva);
      ASSERT_EQ(found.has_value(), best.has_value());
      if (!found) continue;
      EXPECT_EQ(all[*found].size, *best);
      EXPECT_TRUE(rva >= all[*found].rva && rva < all[*found].rva + all[*found].size);
    }
  }
}

}  // namespace
}  // namespace dumplab::symbols
