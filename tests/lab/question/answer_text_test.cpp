// SPDX-License-Identifier: MIT
#include "question/answer_text.h"

#include <gtest/gtest.h>

namespace dumplab::question {
namespace {

using Items = std::vector<std::string_view>;

TEST(AnswerText, numbers_have_prefixes_suffixes_and_a_radix) {
  EXPECT_EQ(*parse_number("12", 10), 12u);
  EXPECT_EQ(*parse_number("12", 16), 0x12u);
  EXPECT_EQ(*parse_number("0n12", 16), 12u);
  EXPECT_EQ(*parse_number("12h", 10), 0x12u);
  EXPECT_EQ(*parse_number("18446744073709551615", 10), ~0ull);
  EXPECT_FALSE(parse_number("18446744073709551616", 10));
  EXPECT_FALSE(parse_number("0x12h", 16));
}

TEST(AnswerText, lists_are_separated_by_spaces_commas_or_both) {
  EXPECT_EQ(*split_list("a b,c , d\te"), (Items{"a", "b", "c", "d", "e"}));
  EXPECT_EQ(*split_list("(a, b) (c d)"), (Items{"(a, b)", "(c d)"}));
  EXPECT_EQ(*split_list(""), Items{});
}

TEST(AnswerText, lists_have_no_gaps) {
  EXPECT_EQ(split_list(",a").error().where, 0u);
  EXPECT_EQ(split_list("a, ,b").error().where, 3u);
  EXPECT_EQ(split_list("a ,").error().where, 3u);
}

}  // namespace
}  // namespace dumplab::question
