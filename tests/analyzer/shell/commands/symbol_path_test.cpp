// SPDX-License-Identifier: MIT
#include "support/script.h"

namespace dumplab::test {
namespace {

TEST(SymbolPath, refuses_what_is_no_folder) {
  EXPECT_EQ(golden("deadlock").run(".sympath + /no/such/folder"), "There is no folder /no/such/folder\n");
}

TEST(SymbolPath, that_is_added_is_used_at_once) {
  const auto file = corpus_file("public/minidump2.dmp");
  if (!file) GTEST_SKIP() << "no corpus";
  Script s = Script::open(*file);
  EXPECT_EQ(s.run("x test_app!main"), "Couldn't resolve 'x test_app!main'\n");
  const std::string folder = (file->parent_path().parent_path() / "symbols").string();
  EXPECT_TRUE(has(s.run(".sympath + " + folder), "  " + folder + "\n"));
  EXPECT_TRUE(has(s.run("x test_app!main"), "004041b0"));
}

}  // namespace
}  // namespace dumplab::test
