// SPDX-License-Identifier: MIT
#include "lab/question/spellings.h"

namespace dumplab::question {
namespace {

TEST(Tuple, is_written_with_or_without_parentheses) {
  for (const char* text : {"(1a4,0012ff80)", "( 0x1a4 , 0x12ff80 )", "1a4 12ff80", "~1, 12ff80h"})
    EXPECT_EQ(canonical("(tid,addr)", text), "(1a4,0012ff80)") << text;
}

TEST(Tuple, refuses_a_wrong_number_of_parts) {
  EXPECT_EQ(canonical("(tid,addr)", "(1a4)"), "0: 1 instead of 2 parts");
  EXPECT_EQ(canonical("(tid,addr)", "1a4 1 2"), "0: 3 instead of 2 parts");
  EXPECT_EQ(canonical("(tid,addr)", "()"), "0: 0 instead of 2 parts");
}

TEST(Tuple, points_into_the_part_that_is_wrong) {
  EXPECT_EQ(canonical("(tid,addr)", " (1a4, 0x12g)"), "11: a hexadecimal digit expected");
  EXPECT_EQ(canonical("(tid,addr)", "(1a4, (5)"), "6: ( without )");
}

}  // namespace
}  // namespace dumplab::question
