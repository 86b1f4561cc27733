// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "analyzer/hand_made_memory.h"
#include "support/script.h"

namespace dumplab::test {
namespace {

TEST(ThreadBlock, has_the_layout_of_WinDbg) {
  HandMadeMemory memory;
  constexpr std::uint32_t kTeb = 0x7ffde000;
  memory.u32(kTeb, 0x19ffcc).u32(kTeb + 4, 0x1a0000).u32(kTeb + 8, 0x19d000).u32(kTeb + 0x10, 0x1e00);
  memory.u32(kTeb + 0x18, kTeb).u32(kTeb + 0x20, 0x1a4).u32(kTeb + 0x24, 0x1b0).u32(kTeb + 0x30, 0x7ffdb000);
  memory.u32(kTeb + 0x34, 2).u32(kTeb + 0xbf4, 0xc0000034);
  EXPECT_EQ(
      script_of(hand_made(memory.build())).lines("!teb 7ffde000"),
      (Lines{"TEB at 7ffde000", "    ExceptionList:        0019ffcc", "    StackBase:            001a0000",
             "    StackLimit:           0019d000", "    SubSystemTib:         00000000",
             "    FiberData:            00001e00", "    ArbitraryUserPointer: 00000000",
             "    Self:                 7ffde000", "    EnvironmentPointer:   00000000",
             "    ClientId:             000001a4 . 000001b0", "    RpcHandle:            00000000",
             "    Tls Storage:          00000000", "    PEB Address:          7ffdb000",
             "    LastErrorValue:       2", "    LastStatusValue:      c0000034",
             "    Count Owned Locks:    0", "    HardErrorMode:        0"}));
}

TEST(ThreadBlock, says_what_does_not_point_to_itself) {
  HandMadeMemory memory;
  memory.zeros(0x20000, 0x2000);
  EXPECT_TRUE(has(script_of(hand_made(memory.build())).run("!teb 20000"), "*** Self does not point here"));
}

TEST(ThreadBlock, of_a_real_process_holds_what_it_said_itself) {
  CORPUS_SCRIPT(s, "wine/dumps/nullwrite-proc-full-fp.dmp");
  const Json truth = wine_truth("nullwrite-proc-full-fp")["threads"][0];
  const std::string text = s.run("!teb");
  EXPECT_TRUE(has(text, fmt::format("TEB at {:08x}\n", number(truth["teb"]))));
  EXPECT_TRUE(has(text, fmt::format("    StackBase:            {:08x}\n", number(truth["stack_base"]))));
  EXPECT_TRUE(
      has(text, fmt::format("    StackLimit:           {:08x}\n", number(truth["stack_limit_at_dump"]))));
  EXPECT_TRUE(has(text, fmt::format(" . {:08x}\n", truth["tid"].get<int>())));
}

TEST(ThreadBlock, is_not_in_every_dump) {
  CORPUS_SCRIPT(s, "public/minidump2.dmp");
  EXPECT_EQ(s.run("!teb"), "Unable to read a TEB: 7ffdf000 is not in the dump\n");
}

}  // namespace
}  // namespace dumplab::test
