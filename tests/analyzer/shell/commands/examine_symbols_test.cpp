// SPDX-License-Identifier: MIT
#include "support/script.h"

namespace dumplab::test {
namespace {

TEST(ExamineSymbols, have_the_functions_of_the_stack) {
  Script s = full("null-pointer");
  for (const auto& thread : captured("null-pointer").truth.threads)
    for (const auto& frame : thread.frames) {
      if (frame.function.empty() || !frame.module.starts_with("Orders")) continue;
      EXPECT_TRUE(has_line(s.run("x Orders!*" + frame.function.substr(1)),
                           "[0-9a-f]{8}          Orders!.*" + frame.function + ".* = <no type information>"));
    }
}

// `FUNC 41b0 86 8 main` in the .sym file; the module's base is 400000.
TEST(ExamineSymbols, of_a_real_dump) {
  CORPUS_SCRIPT(s, "public/minidump2.dmp");
  EXPECT_EQ(s.run("x TEST_APP!mai?"), "004041b0          test_app!main = <no type information>\n");
  EXPECT_EQ(s.run("x test_app!zzz*"), "Couldn't resolve 'x test_app!zzz*'\n");
}

}  // namespace
}  // namespace dumplab::test
