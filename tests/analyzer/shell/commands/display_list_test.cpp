// SPDX-License-Identifier: MIT
#include "analyzer/hand_made_memory.h"
#include "support/script.h"

namespace dumplab::test {
namespace {

HandMadeMemory ring() {
  HandMadeMemory memory;
  memory.u32(0x20000, 0x20100).u32(0x20004, 0x20200);
  memory.u32(0x20100, 0x20200).u32(0x20104, 0x20000);
  memory.u32(0x20200, 0x20000).u32(0x20204, 0x20100);
  return memory;
}

TEST(DisplayList, ends_at_its_head) {
  Script s = script_of(hand_made(ring().build()));
  EXPECT_EQ(s.lines("dl 20000 10 2"),
            (Lines{"00020000  00020100 00020200", "00020100  00020200 00020000",
                   "00020200  00020000 00020100", "End of the list: it comes back to its head"}));
  EXPECT_EQ(s.lines("dlb 20000 10 2")[1], "00020200  00020000 00020100");
}

TEST(DisplayList, says_how_a_broken_one_ends) {
  auto memory = ring();
  memory.u32(0x20200, 0x20100);
  EXPECT_EQ(script_of(hand_made(memory.build())).lines("dl 20000").back(),
            "End of the list: it loops: 00020100 was there before");
  memory.u32(0x20200, 0x999000);
  EXPECT_EQ(script_of(hand_made(memory.build())).lines("dl 20000").back(),
            "End of the list: 00999000 is not in the dump");
}

// PEB.Ldr (0Ch), InLoadOrderModuleList (0Ch): one entry for each module, and the head.
TEST(DisplayList, of_a_real_process_has_its_modules) {
  CORPUS_SCRIPT(s, "wine/dumps/nullwrite-proc-full-fp.dmp");
  const std::size_t modules = wine_truth("nullwrite-proc-full-fp")["modules"].size();
  EXPECT_EQ(s.facts("dl poi(@$peb+c)+c 100 2").back()["entries"], modules + 1);
}

}  // namespace
}  // namespace dumplab::test
