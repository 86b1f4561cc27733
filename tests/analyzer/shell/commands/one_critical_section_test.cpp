// SPDX-License-Identifier: MIT
#include "analyzer/hand_made_memory.h"
#include "support/script.h"

namespace dumplab::test {
namespace {

TEST(OneCriticalSection, has_the_layout_of_WinDbg) {
  HandMadeMemory memory;
  memory.u32(0x403018, 0x3a1d20).u32(0x40301c, 1).u32(0x403020, 1).u32(0x403024, 0x1b0);
  EXPECT_EQ(script_of(hand_made(memory.build())).lines("!critsec 403018"),
            (Lines{"", "CritSec at 00403018", "WaiterWoken        No", "LockCount          1",
                   "RecursionCount     1", "OwningThread       1b0", "EntryCount         0",
                   "ContentionCount    0", "*** Locked"}));
}

TEST(OneCriticalSection, of_a_real_dump_is_not_there) {
  CORPUS_SCRIPT(s, "public/minidump2.dmp");
  EXPECT_EQ(s.run("!critsec 10"), "Unable to read a critical section: 00000010 is not in the dump\n");
}

}  // namespace
}  // namespace dumplab::test
