// SPDX-License-Identifier: MIT
#include "base/random.h"

#include <gtest/gtest.h>

namespace dumplab {
namespace {

// First outputs of SplitMix64 for seed 1234567, as published with java.util.SplittableRandom's reference
// code.
TEST(Random, is_SplitMix64) {
  Random random(1234567);
  EXPECT_EQ(random.next(), 6457827717110365317u);
  EXPECT_EQ(random.next(), 3203168211198807973u);
  EXPECT_EQ(random.next(), 9817491932198370423u);
}

TEST(Random, stays_in_its_range) {
  Random random(1);
  bool low = false, high = false;
  for (int i = 0; i < 1000; ++i) {
    const auto value = random.between(3, 6);
    EXPECT_TRUE(value >= 3 && value <= 6);
    low |= value == 3;
    high |= value == 6;
  }
  EXPECT_TRUE(low && high);
}

TEST(Random, purposes_have_streams_of_their_own) {
  EXPECT_NE(Random(1, "clock").next(), Random(1, "ids").next());
  EXPECT_EQ(Random(1, "clock").next(), Random(1, "clock").next());
}

}  // namespace
}  // namespace dumplab
