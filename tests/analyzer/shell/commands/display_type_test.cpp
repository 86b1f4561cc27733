// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "analyzer/hand_made_memory.h"
#include "support/script.h"

namespace dumplab::test {
namespace {

TEST(DisplayType, has_the_layout_of_WinDbg) {
  HandMadeMemory memory;  // PEB_LDR_DATA: Length 0, Initialized 4, InLoadOrderModuleList C
  memory.u32(0x77c77880, 0x30).u32(0x77c77884, 1).u32(0x77c7788c, 0x3a1dc8).u32(0x77c77890, 0x3a2588);
  const std::string text = script_of(hand_made(memory.build())).run("dt ntdll!_PEB_LDR_DATA 77c77880");
  EXPECT_TRUE(has(text, "   +0x000 Length           : 0x30\n"));
  EXPECT_TRUE(has(text, "   +0x004 Initialized      : 0x1 ''\n"));
  EXPECT_TRUE(has(text, "   +0x00c InLoadOrderModuleList : _LIST_ENTRY [ 0x3a1dc8 - 0x3a2588 ]\n"));
}

TEST(DisplayType, without_an_address_is_the_layout) {
  Script s = golden("deadlock");
  EXPECT_EQ(s.lines("dt _NT_TIB StackB").back(), "   +0x004 StackBase        : Ptr32 Void");
  EXPECT_EQ(s.lines("dt _CONTEXT Eip").back(), "   +0x0b8 Eip              : Uint4B")
      << "a field, not the register";
  EXPECT_TRUE(has_line(s.run("dt *LIST_EN*"), " +nt!_LIST_ENTRY"));
  EXPECT_TRUE(has(s.run("dt _NOTHING"), "Symbol _NOTHING not found"));
}

TEST(DisplayType, unfolds_structures) {
  EXPECT_TRUE(has(golden("deadlock").run("dt _TEB -r1"), "      +0x004 StackBase        : Ptr32 Void\n"));
}

TEST(DisplayType, of_a_real_process) {
  CORPUS_SCRIPT(s, "wine/dumps/nullwrite-proc-full-fp.dmp");
  const Json thread = wine_truth("nullwrite-proc-full-fp")["threads"][0];
  EXPECT_TRUE(has(s.run("dt _NT_TIB @$teb"),
                  fmt::format("   +0x004 StackBase        : {:#010x} Void\n", number(thread["stack_base"]))));
  EXPECT_TRUE(has(s.run("dt _RTL_USER_PROCESS_PARAMETERS poi(@$peb+10)"), "crash_fp.exe"));
}

}  // namespace
}  // namespace dumplab::test
