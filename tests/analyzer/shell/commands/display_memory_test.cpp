// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "analyzer/hand_made_memory.h"
#include "support/script.h"

namespace dumplab::test {
namespace {

/// The bytes of WINDBG's published layout.
Script sample() {
  HandMadeMemory memory;
  memory.u32(0x3a2c18, 0x434241)
      .u32(0x3a2c20, 0x3a2d10)
      .u32(0x3a2c24, 0xffffffff)
      .utf16(0x3a3000, u"lab.exe");
  return script_of(hand_made(memory.build()));
}

TEST(DisplayMemory, has_the_layout_of_WinDbg) {
  Script s = sample();
  EXPECT_EQ(s.run("db 003a2c18 L10"),
            "003a2c18  41 42 43 00 00 00 00 00-10 2d 3a 00 ff ff ff ff  ABC......-:.....\n");
  EXPECT_EQ(s.run("db 003a2c18 L3"), "003a2c18  41 42 43                                         ABC\n");
  EXPECT_EQ(s.run("dw 003a2c18 L4"), "003a2c18  4241 0043 0000 0000\n");
  EXPECT_EQ(s.run("dd 003a2c18 L4"), "003a2c18  00434241 00000000 003a2d10 ffffffff\n");
  EXPECT_EQ(s.run("dq 003a2c18 L2"), "003a2c18  00000000`00434241 ffffffff`003a2d10\n");
  EXPECT_EQ(s.run("dc 003a2c18 L4"), "003a2c18  00434241 00000000 003a2d10 ffffffff  ABC......-:.....\n");
  EXPECT_EQ(s.run("dyb 003a2c18 L2"), "003a2c18  01000001 01000010\n");
  EXPECT_EQ(s.run("da 003a2c18"), "003a2c18  \"ABC\"\n");
  EXPECT_EQ(s.run("du 3a3000"), "003a3000  \"lab.exe\"\n");
}

TEST(DisplayMemory, marks_what_is_missing) {
  Script s = sample();
  EXPECT_EQ(s.run("db 003a1ffe L4"), "003a1ffe  ?? ?? 00 00                                      ??..\n");
  EXPECT_EQ(s.run("dd 10 L1"), "00000010  ????????\n");
}

TEST(DisplayMemory, goes_on_where_it_ended) {
  Script s = sample();
  s.run("dd 003a2c18 L1");
  EXPECT_EQ(s.run("d L1"), "003a2c1c  00000000\n");
  EXPECT_EQ(s.run("db L2"), "003a2c20  10 2d                                            .-\n");
  EXPECT_EQ(s.lines("db 3a2000").size(), 8u) << "128 bytes";
}

TEST(DisplayMemory, takes_ranges_with_an_end) {
  Script s = sample();
  EXPECT_EQ(s.run("dd 003a2c18 003a2c1f"), "003a2c18  00434241 00000000\n");
  EXPECT_TRUE(has(s.run("db 3a2c18 3a2c17"), "Range error"));
  EXPECT_TRUE(has(s.run("db 0 L10000001"), "256 MB"));
}

TEST(DisplayMemory, reaches_the_end_of_the_address_space) {
  EXPECT_EQ(sample().run("db ffffffff"), "ffffffff  ??                                               ?\n");
  CORPUS_SCRIPT(s, "public/calc.dmp");
  EXPECT_EQ(s.run("dd 0 L1"), "00000000`00000000  ????????\n");
  EXPECT_TRUE(has(s.run("db -1"), "ffffffff`ffffffff  ??"));
}

// The program filled its memory from seeds that it printed.
TEST(DisplayMemory, of_a_real_process) {
  CORPUS_SCRIPT(s, "wine/dumps/nullwrite-proc-full-fp.dmp");
  for (const Json& mark : wine_truth("nullwrite-proc-full-fp")["memory_marks"]["marks"]) {
    if (mark["kind"] != "xorshift32") continue;
    auto word = static_cast<std::uint32_t>(number(mark["seed"]));
    std::string expected = fmt::format("{:08x} ", number(mark["addr"]));
    for (int i = 0; i < 4; ++i) {
      word ^= word << 13;
      word ^= word >> 17;
      word ^= word << 5;
      expected += fmt::format(" {:08x}", word);
    }
    EXPECT_EQ(s.run("dd " + mark["addr"].get<std::string>() + " L4"), expected + "\n") << mark["name"];
  }
}

}  // namespace
}  // namespace dumplab::test
