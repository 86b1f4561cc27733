// SPDX-License-Identifier: MIT
#include "lab/question/spellings.h"

namespace dumplab::question {
namespace {

TEST(ClosedWord, is_spelled_as_in_the_list) {
  EXPECT_EQ(canonical("enum{read,write}", "READ"), "read");
  EXPECT_EQ(canonical("enum{cs+join,classA-again}", "ClassA-Again"), "classA-again");
}

TEST(ClosedWord, refuses_words_that_are_not_listed) {
  EXPECT_EQ(canonical("enum{read,write}", "execute"), "0: expected: one of: read, write");
  EXPECT_EQ(canonical("enum{read,write}", "rea"), "0: expected: one of: read, write");
}

}  // namespace
}  // namespace dumplab::question
