// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "analyzer/diagnose/hand_made_case.h"

namespace dumplab::test {
namespace {

using diagnose::Confidence;

constexpr std::uint32_t kEip = HandMadeCase::kProgram + 0x1000;

HandMadeCase read_through(std::uint32_t ecx) {
  HandMadeCase made;
  made.add_thread(8);
  made.add_frame(8, "Orders.exe", "Total", kEip);
  ContextX86 context = HandMadeCase::registers(kEip, 0x10f000);
  context.Ecx = ecx;
  made.raise(0xc0000005, 8, context, {0, ecx + 0x10}, {0x8b, 0x41, 0x10});
  return made;
}

TEST(FillPatternPointer, says_what_the_pattern_fills) {
  const auto finding = read_through(0xfeeefeee).match("fill-pattern-pointer");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->confidence, Confidence::kCertain);
  EXPECT_EQ(finding->problem_class, "FILL_PATTERN_feeefeee");
  EXPECT_TRUE(says(*finding, "freed"));
}

TEST(FillPatternPointer, is_likely_near_a_pattern) {
  EXPECT_EQ(read_through(0xcdcdcdcd + 0x20).match("fill-pattern-pointer")->confidence, Confidence::kLikely);
}

TEST(FillPatternPointer, is_none_of_other_values) {
  EXPECT_FALSE(read_through(0x41414141).match("fill-pattern-pointer"));
}

}  // namespace
}  // namespace dumplab::test
