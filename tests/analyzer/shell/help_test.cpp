// SPDX-License-Identifier: MIT
#include <fstream>
#include <sstream>

#include "shell/help_text.h"
#include "support/script.h"

namespace dumplab::test {
namespace {

TEST(Commands, are_in_the_documentation_as_they_are_in_the_table) {
  std::ifstream file(DUMPLAB_DOCS "/commands.md");
  ASSERT_TRUE(file);
  std::stringstream text;
  text << file.rdbuf();
  const std::string begin = "<!-- begin commands -->\n", end = "<!-- end commands -->";
  const std::size_t from = text.str().find(begin), to = text.str().find(end);
  ASSERT_NE(from, std::string::npos);
  ASSERT_NE(to, std::string::npos);
  EXPECT_EQ(text.str().substr(from + begin.size(), to - from - begin.size()), shell::commands_as_markdown())
      << "dumplab list commands writes it";
}

TEST(Commands, that_WinDbg_has_and_dumps_have_not_say_why) {
  Script script = golden("null-pointer");
  EXPECT_EQ(script.run("g"), "g: the process of a dump cannot run\n");
  EXPECT_EQ(script.run("eb 401000 90"), "eb: the memory of a dump cannot be written\n");
  EXPECT_TRUE(has(script.run("nonsense"), "There is no command in 'nonsense'"));
}

}  // namespace
}  // namespace dumplab::test
