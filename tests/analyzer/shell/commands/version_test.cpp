// SPDX-License-Identifier: MIT
#include "support/script.h"

namespace dumplab::test {
namespace {

TEST(Version, names_the_program) {
  EXPECT_EQ(golden("deadlock").lines("version").back(), "dumplab " DUMPLAB_VERSION);
}

TEST(Version, shows_the_system_of_a_64_bit_dump) {
  CORPUS_SCRIPT(s, "public/calc.dmp");
  EXPECT_TRUE(has_line(s.run("version"), "Windows 7 Version 7601 .*MP .*Free x64"));
}

}  // namespace
}  // namespace dumplab::test
