// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "support/script.h"

namespace dumplab::test {
namespace {

TEST(RawStack, begins_at_ESP) {
  const auto& c = captured("deadlock");
  const std::uint32_t esp = c.truth.threads[0].context.Esp;
  std::string expected;
  for (std::uint32_t i = 0; i < 3; ++i)
    expected +=
        fmt::format("{:08x}  {:08x}", esp + 4 * i, *c.snapshot.memory->read_u32({esp + 4 * i})) + "[^\n]*\n";
  EXPECT_TRUE(std::regex_match(full("deadlock").run("~0e kd 3"), std::regex(expected)));
}

// ESP 0012fe84: Breakpad.
TEST(RawStack, of_a_real_dump) {
  CORPUS_SCRIPT(s, "public/minidump2.dmp");
  EXPECT_EQ(s.lines(".ecxr; kd 3").back(), "0012fe8c  00404200 test_app!main+0x50");
}

}  // namespace
}  // namespace dumplab::test
