// SPDX-License-Identifier: MIT
#include "support/script.h"

namespace dumplab::test {
namespace {

TEST(Quit, ends_the_session_and_its_line) {
  Script s = golden("deadlock");
  EXPECT_EQ(s.run("q; .echo more"), "");
  EXPECT_TRUE(s.session().is_over());
}

TEST(Quit, ends_a_list_for_all_threads) {
  CORPUS_SCRIPT(s, "public/calc.dmp");
  EXPECT_EQ(s.run("~*e .echo x; q"), "x\n");
  EXPECT_TRUE(s.session().is_over());
}

}  // namespace
}  // namespace dumplab::test
