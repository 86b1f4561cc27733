// SPDX-License-Identifier: MIT
#include "question/answer.h"

#include "lab/question/spellings.h"

namespace dumplab::question {
namespace {

Reply reply(std::string_view type, std::string_view text, std::string_view key) {
  NearMisses near_misses;
  if (!near_misses.add("b8", "it waits, but nobody waits for it")) throw std::logic_error("listed twice");
  return reply_to(type_of(type), text, key, near_misses, test::FakeResolver());
}

TEST(Answer, that_is_no_value_is_a_matter_of_format) {
  const Reply wrong = reply("tid", "thread 3", "1a4");
  EXPECT_EQ(wrong.verdict, Verdict::kFormat);
  EXPECT_EQ(wrong.words, "format: a hexadecimal digit expected, at 0");
}

TEST(Answer, that_is_another_value_is_told_so) {
  const Reply wrong = reply("tid", "0x1a0", "1a4");
  EXPECT_EQ(wrong.verdict, Verdict::kValue);
  EXPECT_EQ(wrong.words, "value: not the right one");
}

TEST(Answer, that_was_foreseen_says_why_it_is_wrong) {
  const Reply wrong = reply("tid", "~2", "1a4");
  EXPECT_EQ(wrong.verdict, Verdict::kValue);
  EXPECT_EQ(wrong.words, "value: it waits, but nobody waits for it");
}

TEST(Answer, that_is_right_is_right_in_any_spelling) {
  EXPECT_EQ(reply("tid", "~1", "1a4").verdict, Verdict::kRight);
  EXPECT_EQ(reply("set<tid>", "b8 ~1", "1a4,b8").verdict, Verdict::kRight);
  EXPECT_EQ(reply("range{1}", "0x12", "17").verdict, Verdict::kRight);
  EXPECT_EQ(reply("range{1}", "19", "17").verdict, Verdict::kValue);
}

TEST(Answer, may_not_be_longer_than_a_page) {
  EXPECT_EQ(canonical("str", std::string(4097, 'a')), "4096: longer than 4096 bytes");
  EXPECT_EQ(canonical("str", std::string(4096, 'a')).size(), 4098u);
}

TEST(NearMisses, hold_one_reason_for_each_answer) {
  NearMisses near_misses;
  ASSERT_TRUE(near_misses.add("1a4", "a"));
  EXPECT_EQ(near_misses.add("1a4", "b").error().what, "near miss 1a4: listed twice");
  EXPECT_EQ(*near_misses.find("1a4"), "a");
  EXPECT_EQ(near_misses.find("1a"), nullptr);
}

}  // namespace
}  // namespace dumplab::question
