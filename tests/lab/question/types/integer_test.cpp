// SPDX-License-Identifier: MIT
#include "lab/question/spellings.h"

namespace dumplab::question {
namespace {

TEST(Integer, is_decimal_whatever_it_is_written_in) {
  for (const char* text : {"24", "0024", "0x18", "18h", "0n24"})
    EXPECT_EQ(canonical("int", text), "24") << text;
  EXPECT_EQ(canonical("range{1}", "0x18"), "24");
}

TEST(Integer, may_be_negative) {
  EXPECT_EQ(canonical("int", "-8"), "-8");
  EXPECT_EQ(canonical("int", "-0x8"), "-8");
  EXPECT_EQ(canonical("int", "-0"), "0");
}

TEST(Integer, refuses_other_text) {
  EXPECT_EQ(canonical("int", "ff"), "0: a decimal digit expected");
  EXPECT_EQ(canonical("int", "1.5"), "1: a decimal digit expected");
  EXPECT_EQ(canonical("int", "--8"), "1: a decimal digit expected");
  EXPECT_EQ(canonical("int", "-"), "1: a number expected");
  EXPECT_EQ(canonical("int", "9223372036854775807"), "9223372036854775807");
  EXPECT_EQ(canonical("int", "9223372036854775808"), "0: a number of more than 63 bits");
}

TEST(Integer, says_how_far_off_is_right_too) {
  EXPECT_EQ(describe(type_of("range{2}")),
            "number, decimal unless written with 0x, for example 24; 2 more or less is right too");
}

}  // namespace
}  // namespace dumplab::question
