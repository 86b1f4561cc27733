// SPDX-License-Identifier: MIT
#include "support/script.h"

namespace dumplab::test {
namespace {

TEST(FrameLimit, is_what_k_shows_at_most) {
  Script s = full("null-pointer");
  EXPECT_EQ(s.run(".kframes 2"), "Default stack trace depth is 0n2 frames\n");
  EXPECT_GE(s.lines("k").size(), 3u);
  std::size_t rows = 0;
  for (const Json& row : s.facts("k")) rows += row.contains("ip");
  EXPECT_EQ(rows, 2u);
  EXPECT_EQ(s.run(".kframes 0"), "The number of frames is 1 to ffff\n");
}

TEST(FrameLimit, of_a_real_dump) {
  CORPUS_SCRIPT(s, "public/minidump2.dmp");
  EXPECT_EQ(s.run(".kframes 10"), "Default stack trace depth is 0n16 frames\n");
}

}  // namespace
}  // namespace dumplab::test
