// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "analyzer/diagnose/hand_made_case.h"

namespace dumplab::test {
namespace {

using diagnose::Confidence;

constexpr std::uint32_t kEip = HandMadeCase::kProgram + 0x1000;

HandMadeCase stop_at(std::uint32_t code) {
  HandMadeCase made;
  made.add_thread(8);
  made.add_frame(8, "Orders.exe", "Decide", kEip);
  made.raise(code, 8, HandMadeCase::registers(kEip, 0x10f000), {}, {0x0f, 0x0b});
  return made;
}

TEST(IllegalInstruction, tells_a_trap_that_a_compiler_made) {
  const auto finding = stop_at(0xc000001d).match("illegal-instruction");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->confidence, Confidence::kCertain);
  EXPECT_TRUE(says(*finding, "UD2"));
  EXPECT_EQ(stop_at(0xc0000096).match("illegal-instruction")->problem_class, "PRIVILEGED_INSTRUCTION");
}

TEST(IllegalInstruction, is_none_of_other_exceptions) {
  EXPECT_FALSE(stop_at(0xc0000005).match("illegal-instruction"));
}

}  // namespace
}  // namespace dumplab::test
