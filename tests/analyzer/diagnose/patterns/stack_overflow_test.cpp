// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "analyzer/diagnose/hand_made_case.h"

namespace dumplab::test {
namespace {

using diagnose::Confidence;

constexpr std::uint32_t kEip = HandMadeCase::kProgram + 0x1000;

/// Two functions that call each other 40 times, below main.
HandMadeCase recurse(std::uint32_t code, std::vector<std::uint64_t> parameters) {
  HandMadeCase made;
  made.add_thread(8);
  for (std::uint64_t i = 0; i < 40; ++i)
    made.add_frame(8, "Orders.exe", i % 2 ? "Child" : "Parent", kEip + i % 2).esp = 0x10d000 + i * 0x60;
  made.add_frame(8, "Orders.exe", "main", kEip + 0x100).esp = 0x10f000;
  made.raise(code, 8, HandMadeCase::registers(kEip, 0x10d010), std::move(parameters));
  return made;
}

TEST(StackOverflow, names_the_functions_that_recur) {
  const auto finding = recurse(0xc00000fd, {1, 0x10cff0}).match("stack-overflow");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->confidence, Confidence::kCertain);
  EXPECT_EQ(finding->summary, "Orders!Parent, Orders!Child recurs 20 times in rounds of 2 functions");
  EXPECT_TRUE(says(*finding, "0xc0 bytes of stack in each round"));
  EXPECT_TRUE(says(*finding, "first called by Orders!main+0x4"));
}

TEST(StackOverflow, is_likely_an_access_below_the_committed_stack) {
  EXPECT_EQ(recurse(0xc0000005, {1, 0x10cff0}).match("stack-overflow")->confidence, Confidence::kLikely);
}

TEST(StackOverflow, is_no_access_elsewhere) {
  EXPECT_FALSE(recurse(0xc0000005, {1, 0x900000}).match("stack-overflow"));
}

}  // namespace
}  // namespace dumplab::test
