// SPDX-License-Identifier: MIT
#include "analyzer/hand_made_memory.h"
#include "support/script.h"

namespace dumplab::test {
namespace {

TEST(LastError, has_the_layout_of_WinDbg) {
  HandMadeMemory memory;
  memory.u32(0x7ffde034, 2).u32(0x7ffdebf4, 0xc0000034);
  Snapshot s = hand_made(memory.build());
  s.threads.emplace_back().Teb = 0x7ffde000;
  s.threads[0].context = ContextX86{};
  s.threads.emplace_back().ThreadId = 9;
  s.threads[1].context = ContextX86{};
  s.threads[1].Teb = 0x50000;
  const std::string text = script_of(s).run("!gle -all");
  EXPECT_TRUE(has_line(text, "LastErrorValue: \\(Win32\\) 0x2 \\(2\\) - .+"));
  EXPECT_TRUE(has_line(text, "LastStatusValue: \\(NTSTATUS\\) 0xc0000034 - .+"));
  EXPECT_TRUE(has(text, "Last error for thread 1:\nUnable to read: the thread's TEB is not in the dump\n"));
}

TEST(LastError, is_not_in_every_dump) {
  CORPUS_SCRIPT(s, "public/minidump2.dmp");
  EXPECT_EQ(s.run("!gle"), "Unable to read: the thread's TEB is not in the dump\n");
}

}  // namespace
}  // namespace dumplab::test
