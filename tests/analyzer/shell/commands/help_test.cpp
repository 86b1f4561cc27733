// SPDX-License-Identifier: MIT
#include "support/script.h"

namespace dumplab::test {
namespace {

TEST(Help, has_every_command) {
  Script s = golden("deadlock");
  const std::string text = s.run(".help");
  ASSERT_GT(s.session().commands().size(), 50u);
  for (const shell::Command& command : s.session().commands())
    EXPECT_TRUE(has(text, std::string(command.summary)));
}

TEST(Help, of_one_command_says_how_it_differs) {
  const std::string text = golden("deadlock").run(".help r");
  EXPECT_TRUE(has(text, "r [register"));
  EXPECT_TRUE(has(text, "Not as in WinDbg: registers of a dump cannot be set"));
}

TEST(Help, of_no_command) {
  CORPUS_SCRIPT(s, "public/calc.dmp");
  EXPECT_EQ(s.run(".help zzz"), "There is no command zzz\n");
}

}  // namespace
}  // namespace dumplab::test
