// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "analyzer/diagnose/hand_made_case.h"

namespace dumplab::test {
namespace {

using diagnose::Confidence;

constexpr std::uint32_t kEip = HandMadeCase::kProgram + 0x1000;

HandMadeCase divide(std::uint32_t code) {
  HandMadeCase made;
  made.add_thread(8);
  made.add_frame(8, "Orders.exe", "Average", kEip);
  ContextX86 context = HandMadeCase::registers(kEip, 0x10f000);
  context.Ebp = 0x10f100;
  made.raise(code, 8, context, {}, {0xf7, 0x7d, 0xf8});  // idiv dword [ebp-8]
  return made;
}

TEST(DivideByZero, shows_the_divisor) {
  const auto finding = divide(0xc0000094).match("divide-by-zero");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->problem_class, "INTEGER_DIVIDE_BY_ZERO");
  EXPECT_EQ(finding->address, kEip);
  EXPECT_TRUE(says(*finding, "the divisor at 0x10f0f8 is 0x0"));
}

TEST(DivideByZero, is_also_a_quotient_that_does_not_fit) {
  EXPECT_EQ(divide(0xc0000095).match("divide-by-zero")->problem_class, "INTEGER_OVERFLOW");
}

TEST(DivideByZero, is_no_overflow_of_INTO) {
  HandMadeCase made;
  made.add_thread(8);
  made.raise(0xc0000095, 8, HandMadeCase::registers(kEip, 0x10f000), {}, {0xce});
  EXPECT_FALSE(made.match("divide-by-zero"));
}

}  // namespace
}  // namespace dumplab::test
