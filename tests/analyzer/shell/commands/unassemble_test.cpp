// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "analyzer/hand_made_memory.h"
#include "support/script.h"

namespace dumplab::test {
namespace {

/// push ebp; mov ebp,esp; mov eax,[ecx]; call 00401040; pop ebp; ret
Script sample() {
  HandMadeMemory memory;
  memory.u32(0x401010, 0x8bec8b55).u32(0x401014, 0x0025e801).u32(0x401018, 0xc35d0000);
  return script_of(hand_made(memory.build()));
}

TEST(Unassemble, has_the_layout_of_WinDbg) {
  EXPECT_EQ(sample().lines("u 401010 L6"),
            (Lines{"00401010 55              push    ebp", "00401011 8bec            mov     ebp,esp",
                   "00401013 8b01            mov     eax,dword ptr [ecx]",
                   "00401015 e825000000      call    0040103f", "0040101a 5d              pop     ebp",
                   "0040101b c3              ret"}));
}

TEST(Unassemble, takes_an_end) {
  Script s = sample();
  EXPECT_EQ(s.lines("u 401010 401014").size(), 3u);
  EXPECT_EQ(s.lines("u 401010 401017").size(), 4u) << "eight bytes are no eight instructions";
  EXPECT_EQ(s.lines("u 401010").size(), 8u);
}

TEST(Unassemble, goes_on_where_it_ended) {
  Script s = sample();
  s.run("u 401010 L2");
  EXPECT_EQ(s.run("u L1"), "00401013 8b01            mov     eax,dword ptr [ecx]\n");
}

TEST(Unassemble, goes_backwards) {
  EXPECT_EQ(sample().lines("ub 40101b L2"),
            (Lines{"00401015 e825000000      call    0040103f", "0040101a 5d              pop     ebp"}));
}

TEST(Unassemble, names_functions) {
  Script s = full("null-pointer");
  for (const auto& thread : captured("null-pointer").truth.threads)
    if (thread.has_exception) {
      const std::string& function = thread.frames[0].function;
      EXPECT_TRUE(has_line(s.run(fmt::format("u {:x} L1", thread.frames[0].eip)),
                           ".+!" + function + "\\+0x[0-9a-f]+:"));
      const std::string whole = s.run(fmt::format("uf {:x}", thread.frames[0].eip));
      EXPECT_TRUE(has_line(split_lines(whole).front(), ".+!" + function + ":"));
      EXPECT_TRUE(has_line(whole, fmt::format("{:08x} [0-9a-f]+ +[a-z]+ .*", thread.frames[0].eip)));
      EXPECT_TRUE(has_line(s.run(fmt::format("ub {:x} L1", thread.frames[1].eip)),
                           ".* call    .*" + function + " \\([0-9a-f]{8}\\)"))
          << "the caller's CALL";
    }
}

// lldb: int3, retq.
TEST(Unassemble, of_64_bits) {
  CORPUS_SCRIPT(s, "public/calc.dmp");
  EXPECT_TRUE(has(s.run("u rip L2"),
                  "00000000`7776ae10 cc              int     3\n00000000`7776ae11 c3              ret\n"));
  EXPECT_TRUE(has(s.run("u 10 L1"), "00000000`00000010 ??              ???\n"));
  EXPECT_TRUE(has(s.run("u -1"), "ffffffff`ffffffff ??              ???\n"));
}

}  // namespace
}  // namespace dumplab::test
