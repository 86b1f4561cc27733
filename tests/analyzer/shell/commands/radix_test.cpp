// SPDX-License-Identifier: MIT
#include "support/script.h"

namespace dumplab::test {
namespace {

TEST(Radix, is_16_until_it_is_set) {
  Script s = golden("deadlock");
  EXPECT_EQ(s.run("n"), "base is 16\n");
  EXPECT_EQ(s.run("n 10"), "base is 10\n");
  EXPECT_EQ(s.run("? 10"), "Evaluate expression: 10 = 0000000a\n");
  EXPECT_EQ(s.run("n 3"), "The radix is 8, 10 or 16\n");
  EXPECT_EQ(s.run("n"), "base is 10\n");
}

TEST(Radix, of_a_real_dump) {
  CORPUS_SCRIPT(s, "public/minidump2.dmp");
  EXPECT_EQ(s.run("n 8; ? 17"), "base is 8\nEvaluate expression: 15 = 0000000f\n");
}

}  // namespace
}  // namespace dumplab::test
