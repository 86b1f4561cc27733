// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "analyzer/diagnose/hand_made_case.h"

namespace dumplab::test {
namespace {

using diagnose::Confidence;

constexpr std::uint32_t kEip = HandMadeCase::kProgram + 0x1000;

constexpr std::uint32_t kA = 0x500000, kB = 0x500100;

HandMadeCase two_threads() {
  HandMadeCase made;
  made.add_thread(12);
  made.add_thread(8);
  made.lock(kA, 8, 1);
  made.lock(kB, 12, 1);
  made.wait_for_lock(12, kA);
  return made;
}

TEST(Deadlock, is_a_circle_of_owners) {
  HandMadeCase made = two_threads();
  made.wait_for_lock(8, kB);
  const auto finding = made.match("deadlock");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->confidence, Confidence::kCertain);
  EXPECT_EQ(finding->threads, (std::vector<std::uint32_t>{8, 12}));
  EXPECT_EQ(finding->locks, (std::vector<std::uint64_t>{kB, kA}));
  EXPECT_EQ(finding->problem_class, "APPLICATION_HANG_DEADLOCK");
}

TEST(Deadlock, is_none_where_an_owner_goes_on) {
  HandMadeCase made = two_threads();
  made.add_frame(8, "Orders.exe", "Work", kEip);
  EXPECT_FALSE(made.match("deadlock"));
}

TEST(Deadlock, is_none_where_a_section_is_free) {
  HandMadeCase made = two_threads();
  made.wait_for_lock(8, kB);
  made.lock(kB, 0, 0);
  EXPECT_FALSE(made.match("deadlock"));
}

TEST(Deadlock, is_possible_where_the_locks_are_not_in_the_dump) {
  HandMadeCase made;
  made.add_thread(12);
  made.add_thread(8);
  made.wait_for_lock(12, kA);
  made.wait_for_lock(8, kB);
  EXPECT_EQ(made.match("deadlock")->confidence, Confidence::kPossible);
  made.add_thread(16);
  made.add_frame(16, "Orders.exe", "Work", kEip);
  EXPECT_FALSE(made.match("deadlock"));
}

}  // namespace
}  // namespace dumplab::test
