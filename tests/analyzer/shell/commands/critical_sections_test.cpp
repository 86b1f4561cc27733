// SPDX-License-Identifier: MIT
#include "analyzer/hand_made_memory.h"
#include "support/script.h"

namespace dumplab::test {
namespace {

/// RTL_CRITICAL_SECTION: DebugInfo 0, LockCount 4, RecursionCount 8, OwningThread C, LockSemaphore 10,
/// SpinCount 14.
Script section(std::int32_t lock_count, std::uint32_t recursion, std::uint32_t owner) {
  HandMadeMemory memory;
  memory.u32(0x403018, 0x3a1d20)
      .u32(0x40301c, static_cast<std::uint32_t>(lock_count))
      .u32(0x403020, recursion);
  memory.u32(0x403024, owner).u32(0x403028, 0x5c);
  return script_of(hand_made(memory.build()));
}

TEST(CriticalSections, have_the_layout_of_WinDbg) {
  EXPECT_EQ(section(1, 1, 0x1b0).lines("!cs 403018"),
            (Lines{"-----------------------------------------", "DebugInfo          = 0x003a1d20",
                   "Critical section   = 0x00403018", "LOCKED", "LockCount          = 0x1",
                   "WaiterWoken        = No", "OwningThread       = 0x000001b0", "RecursionCount     = 0x1",
                   "LockSemaphore      = 0x5C", "SpinCount          = 0x00000000"}));
  EXPECT_TRUE(has(section(-1, 0, 0).run("!cs 403018"), "\nNOT LOCKED\n"));
}

// -22: locked, none woken, five waiters.  Source: Microsoft's page of !cs.
TEST(CriticalSections, of_later_systems_count_otherwise) {
  const std::string text = section(-22, 1, 0x1b0).run("!cs 403018");
  EXPECT_TRUE(has(text, "LockCount          = 0x5\nWaiterWoken        = No\n"));
}

TEST(CriticalSections, of_a_real_process_have_owners) {
  CORPUS_SCRIPT(s, "wine/dumps/deadlock-proc-full-fp.dmp");
  const Json truth = wine_truth("deadlock-proc-full-fp");
  for (const Json& at : truth["critical_sections"]) {
    const std::string text = s.run("!cs -o " + at.get<std::string>());
    EXPECT_TRUE(has(text, "\nLOCKED\n"));
    EXPECT_TRUE(has_line(text, "OwningThread DbgId  = ~[12]s")) << "locker1 and locker2";
    EXPECT_TRUE(has(text, "ChildEBP RetAddr      Args to Child\n"));
  }
  EXPECT_EQ(s.run("!cs 10"), "Unable to read a critical section: 00000010 is not in the dump\n");
}

}  // namespace
}  // namespace dumplab::test
