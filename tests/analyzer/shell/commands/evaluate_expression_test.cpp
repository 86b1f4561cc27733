// SPDX-License-Identifier: MIT
#include "support/script.h"

namespace dumplab::test {
namespace {

TEST(EvaluateExpression, shows_decimal_and_hexadecimal) {
  Script s = golden("deadlock");
  EXPECT_EQ(s.run("? 0n32"), "Evaluate expression: 32 = 00000020\n");
  EXPECT_EQ(s.run("? -1"), "Evaluate expression: -1 = ffffffff\n");
  EXPECT_EQ(s.run("? 80000000"), "Evaluate expression: -2147483648 = 80000000\n");
}

TEST(EvaluateExpression, says_what_is_wrong) {
  Script s = golden("deadlock");
  EXPECT_EQ(s.run("? 1/0"), "Divide by zero in the expression\n");
  EXPECT_TRUE(has(s.run("? zebra"), "Couldn't resolve error at 'zebra'"));
}

TEST(EvaluateExpression, has_64_bits_in_64_bit_processes) {
  CORPUS_SCRIPT(s, "public/calc.dmp");
  EXPECT_EQ(s.run("? 1<<20"), "Evaluate expression: 4294967296 = 00000001`00000000\n");
  EXPECT_EQ(s.run("? @rdx"), "Evaluate expression: 2004954192 = 00000000`77812c50\n") << "lldb: rdx";
}

}  // namespace
}  // namespace dumplab::test
