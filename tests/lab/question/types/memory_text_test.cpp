// SPDX-License-Identifier: MIT
#include "lab/question/spellings.h"

namespace dumplab::question {
namespace {

TEST(MemoryText, does_not_need_quotes) {
  for (const char* text : {"two words", "\"two words\"", "L\"two words\"", "u\"two words\"", "  two words  "})
    EXPECT_EQ(canonical("str", text), "\"two words\"") << text;
  EXPECT_EQ(canonical("str", "\" two \""), "\" two \"");
  EXPECT_EQ(canonical("str", "\"\""), "\"\"");
}

TEST(MemoryText, leaves_backslashes_of_paths_alone) {
  EXPECT_EQ(canonical("str", R"(C:\temp\new)"), R"("C:\temp\new")");
  EXPECT_EQ(canonical("str", R"("\\server\share\")"), R"("\\server\share\")");
}

TEST(MemoryText, has_one_form_for_each_row_of_bytes) {
  EXPECT_EQ(canonical("str", R"(a\x41\x0a)"), R"("aA\x0a")");
  EXPECT_EQ(canonical("str", "tab\there"), R"("tab\x09here")");
  EXPECT_EQ(canonical("str", R"(say "yes")"), R"("say \x22yes\x22")");
  EXPECT_EQ(canonical("str", "\xc3\xa4"), R"("\xc3\xa4")");   // UTF-8
  EXPECT_EQ(canonical("str", R"(\x5cx41)"), R"("\x5cx41")");  // a backslash, x, 4, 1
  EXPECT_EQ(canonical("str", R"(\x4)"), R"("\x4")");
}

TEST(MemoryText, refuses_half_a_pair_of_quotes) {
  EXPECT_EQ(canonical("str", "\"abc"), "0: a quote without its partner");
  EXPECT_EQ(canonical("str", "\""), "0: a quote without its partner");
}

}  // namespace
}  // namespace dumplab::question
