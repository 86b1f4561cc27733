// SPDX-License-Identifier: MIT
#include "machine/clock.h"

#include <gtest/gtest.h>

namespace dumplab::machine {
namespace {

TEST(Clock, starts_at_nine_on_its_day) {
  EXPECT_EQ(Clock(0).unix_time(), 1199178000u);    // 2008-01-01T09:00:00Z
  EXPECT_EQ(Clock(366).unix_time(), 1230800400u);  // 2009-01-01T09:00:00Z
}

TEST(Clock, ten_instructions_are_one_unit_of_100_ns) {
  Clock clock(0);
  clock.advance(25);
  EXPECT_EQ(clock.units(), 2u);
  clock.advance_to_unit(1);
  EXPECT_EQ(clock.instructions(), 25u) << "time does not go back";
  clock.advance_to_unit(10'000'000);
  EXPECT_EQ(clock.unix_time(), 1199178001u);
}

}  // namespace
}  // namespace dumplab::machine
