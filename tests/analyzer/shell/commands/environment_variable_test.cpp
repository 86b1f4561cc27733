// SPDX-License-Identifier: MIT
#include "support/script.h"

namespace dumplab::test {
namespace {

TEST(EnvironmentVariable, is_one_of_the_process) {
  Script s = golden("deadlock");
  EXPECT_EQ(s.run("!envvar os"), "    OS = Windows_NT\n");
  EXPECT_EQ(s.run("!envvar NOTHING"), "The environment has no NOTHING\n");
  EXPECT_EQ(s.run("!envvar"), "!envvar needs a name\n");
}

TEST(EnvironmentVariable, of_a_real_process) {
  CORPUS_SCRIPT(s, "wine/dumps/nullwrite-proc-full-fp.dmp");
  EXPECT_EQ(s.run("!envvar WINEARCH"), "    WINEARCH = win32\n");
}

TEST(EnvironmentVariable, is_not_in_every_dump) {
  CORPUS_SCRIPT(s, "public/minidump2.dmp");
  EXPECT_EQ(s.run("!envvar PATH"), "The environment is not in the dump\n");
}

}  // namespace
}  // namespace dumplab::test
