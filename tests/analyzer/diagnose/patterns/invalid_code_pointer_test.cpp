// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "analyzer/diagnose/hand_made_case.h"

namespace dumplab::test {
namespace {

using diagnose::Confidence;

constexpr std::uint32_t kEip = HandMadeCase::kProgram + 0x1000;

HandMadeCase jump_to(std::uint32_t target, std::uint32_t code = 0xc0000005) {
  HandMadeCase made;
  made.add_thread(8);
  made.add_frame(8, "", "", target);
  made.raise(code, 8, HandMadeCase::registers(target, 0x10f000), {8, target});
  return made;
}

TEST(InvalidCodePointer, tells_text_that_was_jumped_to) {
  const auto finding = jump_to(0x44434241).match("invalid-code-pointer");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->problem_class, "INVALID_POINTER_EXECUTE");
  EXPECT_TRUE(says(*finding, "\"ABCD\""));
}

TEST(InvalidCodePointer, is_a_stack_that_is_executed) {
  const auto finding = jump_to(0x10f800).match("invalid-code-pointer");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->problem_class, "SOFTWARE_NX_FAULT");
  EXPECT_EQ(jump_to(0x10f800, 0xc000001d).match("invalid-code-pointer")->confidence, Confidence::kLikely);
}

TEST(InvalidCodePointer, is_none_at_0_and_none_in_a_module) {
  EXPECT_FALSE(jump_to(0).match("invalid-code-pointer"));
  EXPECT_FALSE(jump_to(kEip, 0xc000001d).match("invalid-code-pointer"));
}

}  // namespace
}  // namespace dumplab::test
