// SPDX-License-Identifier: MIT
#include "support/script.h"

namespace dumplab::test {
namespace {

TEST(SourceLines, takes_turns) {
  Script s = golden("deadlock");
  EXPECT_EQ(s.run(".lines"), "Line number information will not be shown\n");
  EXPECT_EQ(s.run(".lines"), "Line number information will be shown\n");
  EXPECT_EQ(s.run(".lines -x"), ".lines takes -e, -d or nothing\n");
}

// test_app.cc, line 58: Breakpad's published answer.
TEST(SourceLines, leaves_lines_out_of_stacks) {
  CORPUS_SCRIPT(s, "public/minidump2.dmp");
  EXPECT_TRUE(has(s.run(".ecxr; k"), " [c:\\test_app.cc @ 58]\n"));
  EXPECT_FALSE(has(s.run(".lines -d; k"), "test_app.cc"));
  EXPECT_TRUE(has(s.run(".lines -e; k"), "test_app.cc"));
}

}  // namespace
}  // namespace dumplab::test
