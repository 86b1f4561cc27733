// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "analyzer/diagnose/hand_made_case.h"

namespace dumplab::test {
namespace {

using diagnose::Confidence;

constexpr std::uint32_t kEip = HandMadeCase::kProgram + 0x1000;

/// Thread 8 runs, 12 and 16 wait; times in milliseconds.
HandMadeCase three(std::uint64_t first, std::uint64_t second, bool has_times) {
  HandMadeCase made;
  const std::uint64_t times[] = {first, second, 1};
  for (std::uint32_t i = 0; i < 3; ++i) {
    Thread& thread = made.add_thread(8 + 4 * i);
    if (!has_times) continue;
    thread.info.emplace();
    thread.info->UserTime = times[i] * 10'000;
  }
  made.add_frame(8, "Orders.exe", "Search", kEip);
  made.wait_for_object(12);
  made.wait_for_object(16);
  return made;
}

TEST(SpikingThread, used_most_of_the_processor_time) {
  const auto finding = three(900, 20, true).match("spiking-thread");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->confidence, Confidence::kLikely);
  EXPECT_EQ(finding->thread, 8u);
  EXPECT_EQ(finding->summary, "thread 8 (8) used 900 of 921 ms of processor time");
}

TEST(SpikingThread, is_none_that_shares_or_used_little) {
  EXPECT_FALSE(three(900, 800, true).match("spiking-thread"));
  EXPECT_FALSE(three(9, 0, true).match("spiking-thread"));
}

TEST(SpikingThread, without_times_is_the_only_one_that_does_not_wait) {
  EXPECT_EQ(three(0, 0, false).match("spiking-thread")->confidence, Confidence::kPossible);
  HandMadeCase made = three(0, 0, false);
  made.add_thread(20);
  made.add_frame(20, "Orders.exe", "Work", kEip);
  EXPECT_FALSE(made.match("spiking-thread"));
}

}  // namespace
}  // namespace dumplab::test
