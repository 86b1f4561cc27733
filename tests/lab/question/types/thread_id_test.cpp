// SPDX-License-Identifier: MIT
#include "lab/question/spellings.h"

namespace dumplab::question {
namespace {

TEST(ThreadId, is_hexadecimal_without_zeros) {
  for (const char* text : {"1a4", "0x1a4", "0X1A4", "000001a4", "1A4h", "0n420", "~1", " ~1 "})
    EXPECT_EQ(canonical("tid", text), "1a4") << text;
  EXPECT_EQ(canonical("tid", "~3"), "1c");
}

TEST(ThreadId, need_not_be_a_thread_of_the_dump) { EXPECT_EQ(canonical("tid", "dead"), "dead"); }

TEST(ThreadId, refuses_other_text) {
  EXPECT_EQ(canonical("tid", "~4"), "1: no thread ~4");
  EXPECT_EQ(canonical("tid", "~"), "1: the decimal index of a thread expected behind ~");
  EXPECT_EQ(canonical("tid", "~x"), "1: the decimal index of a thread expected behind ~");
  EXPECT_EQ(canonical("tid", "main"), "0: a hexadecimal digit expected");
  EXPECT_EQ(canonical("tid", "1ffffffff"), "0: more than 32 bits");
}

}  // namespace
}  // namespace dumplab::question
