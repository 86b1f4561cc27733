// SPDX-License-Identifier: MIT
#include "question/answer_type.h"

#include <gtest/gtest.h>

#include "question/answer_codec.h"

namespace dumplab::question {
namespace {

std::string error_of(std::string_view spelling) {
  const auto type = parse_answer_type(spelling);
  return type ? "accepted" : std::to_string(type.error().where) + ": " + type.error().what;
}

TEST(AnswerType, is_spelled_as_it_is_read) {
  for (const char* spelling : {"addr",
                               "dword",
                               "word",
                               "byte",
                               "sym",
                               "tid",
                               "int",
                               "range{1}",
                               "range{0}",
                               "enum{read,write}",
                               "str",
                               "witness",
                               "bytes",
                               "addr{decimal}",
                               "set<tid>",
                               "seq<sym>",
                               "set<enum{size,prev}>",
                               "seq<(tid,addr)>",
                               "(tid,addr)",
                               "(addr,enum{a,b},int)",
                               "bool2<addr>",
                               "enum{cs+join,mutex-1,v2.0,_x}"}) {
    const auto type = parse_answer_type(spelling);
    ASSERT_TRUE(type) << spelling << ": " << type.error().what;
    EXPECT_EQ(spell(*type), spelling);
  }
}

TEST(AnswerType, may_have_spaces) {
  EXPECT_EQ(spell(*parse_answer_type(" seq < ( tid , addr ) > ")), "seq<(tid,addr)>");
  EXPECT_EQ(spell(*parse_answer_type("enum{ read, write }")), "enum{read,write}");
}

TEST(AnswerType, holds_what_was_spelled) {
  const auto list = parse_answer_type("seq<(tid,enum{a,B})>");
  ASSERT_TRUE(list);
  EXPECT_EQ(list->kind, AnswerKind::kSeq);
  ASSERT_EQ(list->elements.size(), 1u);
  EXPECT_EQ(list->elements[0].kind, AnswerKind::kTuple);
  ASSERT_EQ(list->elements[0].elements.size(), 2u);
  EXPECT_EQ(list->elements[0].elements[0].kind, AnswerKind::kTid);
  EXPECT_EQ(list->elements[0].elements[1].words, (std::vector<std::string>{"a", "B"}));
  EXPECT_EQ(parse_answer_type("range{12}")->tolerance, 12u);
  EXPECT_TRUE(parse_answer_type("byte{decimal}")->is_decimal);
}

TEST(AnswerType, refuses_other_spellings) {
  EXPECT_EQ(error_of(""), "0: answer type: the name of a type expected");
  EXPECT_EQ(error_of("address"), "0: answer type: the name of a type expected");
  EXPECT_EQ(error_of("tuple"), "0: answer type: the name of a type expected");
  EXPECT_EQ(error_of("addr dword"), "5: answer type: nothing more expected");
  EXPECT_EQ(error_of("addr{hex}"), "8: answer type: {decimal} expected");
  EXPECT_EQ(error_of("sym{decimal}"), "3: answer type: nothing more expected");
  EXPECT_EQ(error_of("range"), "5: answer type: { and the tolerance expected");
  EXPECT_EQ(error_of("range{-1}"), "8: answer type: the tolerance, a decimal number expected");
  EXPECT_EQ(error_of("range{18446744073709551616}"),
            "26: answer type: the tolerance, a decimal number expected");
  EXPECT_EQ(error_of("enum"), "4: answer type: { and the words expected");
  EXPECT_EQ(error_of("enum{read}"), "9: answer type: a second word expected");
  EXPECT_EQ(error_of("enum{read,Read}"), "14: answer type: another word expected");
  EXPECT_EQ(error_of("enum{read,}"), "10: answer type: a word expected");
  EXPECT_EQ(error_of("set"), "3: answer type: < and the type of an element expected");
  EXPECT_EQ(error_of("set<tid"), "7: answer type: > expected");
  EXPECT_EQ(error_of("(tid)"), "4: answer type: a second part expected");
  EXPECT_EQ(error_of(std::string(5000, '(')), "4096: answer type: longer than 4096 bytes");
}

TEST(AnswerType, nests_no_deeper_than_lists_of_tuples) {
  EXPECT_EQ(error_of("set<set<tid>>"), "4: answer type: a type of plain values expected");
  EXPECT_EQ(error_of("set<bool2<tid>>"), "4: answer type: a type of plain values expected");
  EXPECT_EQ(error_of("set<range{1}>"), "4: answer type: a type of plain values expected");
  EXPECT_EQ(error_of("((tid,addr),addr)"), "2: answer type: a type of plain values expected");
  EXPECT_EQ(error_of("bool2<(tid,addr)>"), "7: answer type: a type of plain values expected");
}

TEST(AnswerType, is_found_by_its_word_and_its_kind) {
  EXPECT_EQ(find_codec("sym")->kind, AnswerKind::kSym);
  EXPECT_EQ(codec_of(AnswerKind::kBool2).word, "bool2");
  EXPECT_EQ(find_codec("bool"), nullptr);
}

}  // namespace
}  // namespace dumplab::question
