// SPDX-License-Identifier: MIT
#include "lab/question/spellings.h"

namespace dumplab::question {
namespace {

TEST(MemoryBytes, may_be_copied_from_a_debugger) {
  for (const char* text : {"414200ff", "41 42 00 FF", "41 42-00 ff", " 4142 00ff "})
    EXPECT_EQ(canonical("bytes", text), "414200ff") << text;
}

TEST(MemoryBytes, refuses_half_bytes_and_other_text) {
  EXPECT_EQ(canonical("bytes", "41 4"), "4: two hexadecimal digits for each byte expected");
  EXPECT_EQ(canonical("bytes", "41 4g"), "4: a hexadecimal digit expected");
  EXPECT_EQ(canonical("bytes", "0x41"), "1: a hexadecimal digit expected");
  EXPECT_EQ(canonical("bytes", "-"), "0: a hexadecimal digit expected");
}

}  // namespace
}  // namespace dumplab::question
