// SPDX-License-Identifier: MIT
#include "lab/question/spellings.h"

namespace dumplab::question {
namespace {

TEST(List, of_a_set_is_sorted_and_has_each_item_once) {
  for (const char* text :
       {"1a4 b8 1a0", "0x1a4, 0xb8,1a0", "{~0, ~1, ~2}", "[b8 1a4 1a0]", "b8,b8,1a4,1a0,0x1A4"})
    EXPECT_EQ(canonical("set<tid>", text), "1a0,1a4,b8") << text;
}

TEST(List, of_a_sequence_keeps_order_and_repetitions) {
  EXPECT_EQ(canonical("seq<int>", "3 1, 3"), "3,1,3");
  EXPECT_EQ(canonical("seq<(tid,addr)>", "(~1, 1000) (b8 2000)"), "(1a4,00001000),(b8,00002000)");
}

TEST(List, may_be_empty) {
  EXPECT_EQ(canonical("set<tid>", "{}"), "{}");
  EXPECT_EQ(canonical("seq<tid>", "[ ]"), "{}");
  EXPECT_EQ(canonical("set<tid>", ""),
            "0: empty; expected: list in any order, {} when there is none, of: hexadecimal thread id, for "
            "example 0x1a4, or "
            "~3 for the debugger's thread 3");
}

TEST(List, of_texts_is_not_split_inside_quotes) {
  EXPECT_EQ(canonical("set<str>", R"("b, c" a)"), R"("a","b, c")");
  EXPECT_EQ(canonical("seq<str>", R"-(L"(" ")")-"), R"-("(",")")-");
}

TEST(List, points_at_the_item_that_is_wrong) {
  EXPECT_EQ(canonical("set<tid>", "1a4, xyz"), "5: a hexadecimal digit expected");
  EXPECT_EQ(canonical("set<tid>", " {1a4, b8,,1}"), "10: an item expected");
  EXPECT_EQ(canonical("set<tid>", "1a4,"), "4: an item expected");
  EXPECT_EQ(canonical("set<str>", "a \"b"), "2: a quote without its partner");
  EXPECT_EQ(canonical("set<tid>", "1a4)"), "3: ) without (");
}

}  // namespace
}  // namespace dumplab::question
