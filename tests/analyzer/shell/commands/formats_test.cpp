// SPDX-License-Identifier: MIT
#include "support/script.h"

namespace dumplab::test {
namespace {

// The value of Microsoft's page of .formats; its time is in UTC here.
TEST(Formats, has_the_layout_of_WinDbg) {
  EXPECT_EQ(golden("deadlock").lines(".formats 1c407e62"),
            (Lines{"Evaluate expression:", "  Hex:     1c407e62", "  Decimal: 473988706",
                   "  Octal:   03420077142", "  Binary:  00011100 01000000 01111110 01100010",
                   "  Chars:   .@~b", "  Time:    Mon Jan  7 23:31:46 1985",
                   "  Float:   low 6.36908e-22 high 0", "  Double:  2.34182e-315"}));
}

TEST(Formats, needs_an_expression) {
  EXPECT_EQ(golden("deadlock").run(".formats"), "Numeric expression missing\n");
}

TEST(Formats, of_64_bits) {
  CORPUS_SCRIPT(s, "public/calc.dmp");
  const std::string text = s.run(".formats 3ff0000000000000");
  EXPECT_TRUE(has(text, "  Hex:     3ff00000`00000000\n"));
  EXPECT_TRUE(has(text, "  Octal:   0377600000000000000000\n"));
  EXPECT_TRUE(has(text, "  Double:  1\n"));
}

}  // namespace
}  // namespace dumplab::test
