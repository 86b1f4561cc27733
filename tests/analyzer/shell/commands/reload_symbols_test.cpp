// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "support/script.h"

namespace dumplab::test {
namespace {

TEST(ReloadSymbols, counts_modules) {
  const std::size_t modules = captured("null-pointer").truth.modules.size();
  EXPECT_EQ(full("null-pointer").run(".reload"), fmt::format("{0} modules, {0} with symbols\n", modules));
}

TEST(ReloadSymbols, may_come_while_regions_are_listed) {
  EXPECT_TRUE(has(full("null-pointer").run("!address -f:TEB -c:.reload"), " modules, "));
}

// Thirteen modules (lldb), .sym files of two.
TEST(ReloadSymbols, of_a_real_dump) {
  CORPUS_SCRIPT(s, "public/minidump2.dmp");
  EXPECT_EQ(s.run(".reload"), "13 modules, 2 with symbols\n");
}

}  // namespace
}  // namespace dumplab::test
