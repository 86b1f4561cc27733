// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "analyzer/hand_made_memory.h"
#include "support/script.h"

namespace dumplab::test {
namespace {

TEST(DisplaySymbols, has_the_layout_of_WinDbg) {
  HandMadeMemory memory;
  memory.u32(0x19ff00, 0x19ff20).u32(0x19ff04, 0x401048);
  EXPECT_EQ(script_of(hand_made(memory.build())).run("dps 0019ff00 L2; dds 19ffff0 L1"),
            "0019ff00  0019ff20\n0019ff04  00401048\n019ffff0  ????????\n");
}

TEST(DisplaySymbols, names_return_addresses) {
  Script s = full("null-pointer");
  for (const auto& thread : captured("null-pointer").truth.threads)
    if (thread.has_exception) {
      EXPECT_TRUE(has_line(s.run(fmt::format("dps {:x} L1", thread.frames[0].ebp + 4)),
                           fmt::format("{:08x}  {:08x} .+!{}\\+0x[0-9a-f]+", thread.frames[0].ebp + 4,
                                       thread.frames[1].eip, thread.frames[1].function)));
    }
}

// Breakpad: the caller is main, at 41b0 in the .sym file, and returns to 404200.
TEST(DisplaySymbols, of_a_real_dump) {
  CORPUS_SCRIPT(s, "public/minidump2.dmp");
  EXPECT_EQ(s.run("dps 12fe8c L1"), "0012fe8c  00404200 test_app!main+0x50\n");
}

}  // namespace
}  // namespace dumplab::test
