// SPDX-License-Identifier: MIT
#include "support/script.h"

namespace dumplab::test {
namespace {

TEST(Echo, shows_its_text) {
  EXPECT_EQ(golden("deadlock").run(".echo one  two; .echo \"a;b\""), "one  two\n\"a;b\"\n");
}

TEST(Echo, of_a_real_dump) {
  CORPUS_SCRIPT(s, "public/calc.dmp");
  EXPECT_EQ(s.run("~*e .echo x"), "x\nx\nx\nx\nx\n") << "five threads: lldb";
}

}  // namespace
}  // namespace dumplab::test
