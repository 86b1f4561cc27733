// SPDX-License-Identifier: MIT
#include "lab/question/spellings.h"

namespace dumplab::question {
namespace {

TEST(Witnessed, is_a_word_and_a_value) {
  for (const char* text : {"yes 12ff80", "Yes, 0x12ff80", "y,12ff80", "YES ,12ff80h"})
    EXPECT_EQ(canonical("bool2<addr>", text), "yes,0012ff80") << text;
  EXPECT_EQ(canonical("bool2<sym>", "no Orders!Total"), "no,orders+00001200");
}

TEST(Witnessed, refuses_a_bare_word) {
  EXPECT_EQ(canonical("bool2<addr>", "yes"),
            "3: yes alone does not count; expected behind it: hexadecimal address, for example 0x12ffc0");
  EXPECT_EQ(canonical("bool2<addr>", "N,"),
            "2: no alone does not count; expected behind it: hexadecimal address, for example 0x12ffc0");
}

TEST(Witnessed, refuses_other_words_and_values) {
  EXPECT_EQ(canonical("bool2<addr>", "maybe 12ff80"), "0: yes or no expected");
  EXPECT_EQ(canonical("bool2<addr>", "12ff80"), "0: yes or no expected");
  EXPECT_EQ(canonical("bool2<addr>", "yes, zz"), "5: a hexadecimal digit expected");
}

}  // namespace
}  // namespace dumplab::question
