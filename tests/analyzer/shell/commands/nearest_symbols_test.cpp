// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "support/script.h"

namespace dumplab::test {
namespace {

TEST(NearestSymbols, are_around_an_address) {
  const auto& truth = captured("null-pointer").truth;
  for (const auto& thread : truth.threads)
    if (thread.has_exception) {
      EXPECT_TRUE(has_line(full("null-pointer").run(fmt::format("ln {:x}", thread.frames[0].eip)),
                           "\\([0-9a-f]{8}\\)   .+!" + thread.frames[0].function +
                               "\\+0x[0-9a-f]+   \\|  \\([0-9a-f]{8}\\)   .+![^ ]+"));
    }
}

// 41b0 main, 4290 CrashFunction in the .sym file.
TEST(NearestSymbols, of_a_real_dump) {
  CORPUS_SCRIPT(s, "public/minidump2.dmp");
  const Lines exact = s.lines("ln test_app!main");
  EXPECT_EQ(exact[0].substr(0, 28), "(004041b0)   test_app!main  ");
  EXPECT_EQ(exact[1], "Exact matches:");
  EXPECT_EQ(exact[2], "    test_app!main");
  EXPECT_TRUE(
      has(s.run("ln 40429e"), "(00404290)   test_app!`anonymous namespace'::CrashFunction+0xe   |  ("));
  EXPECT_EQ(s.run("ln 10"), "00000010 is in no module\n");
}

}  // namespace
}  // namespace dumplab::test
