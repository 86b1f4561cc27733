// SPDX-License-Identifier: MIT
#include "support/script.h"

namespace dumplab::test {
namespace {

/// The process of WINDBG's published layout: values in, text out.
Snapshot windows_7() {
  Snapshot s = hand_made();
  s.TimeDateStamp = 1772532920;  // 3 March 2026, 10:15:20
  s.system.MajorVersion = 6;
  s.system.BuildNumber = 7601;
  s.system.CSDVersion = "Service Pack 1";
  s.system.NumberOfProcessors = 2;
  s.system.SuiteMask = 0x100;
  s.misc = MiscInfo{3, 0x1a4, 1772532920 - 26, 1, 0, {}};
  return s;
}

TEST(Vertarget, has_the_layout_of_WinDbg) {
  EXPECT_EQ(script_of(windows_7()).lines("vertarget"),
            (Lines{"Windows 7 Version 7601 (Service Pack 1) MP (2 procs) Free x86 compatible",
                   "Product: WinNt, suite: SingleUserTS",
                   "Machine Name:", "Debug session time: Tue Mar  3 10:15:20.000 2026 (UTC + 0:00)",
                   "System Uptime: not available", "Process Uptime: 0 days 0:00:26.000",
                   "  Kernel time: 0 days 0:00:00.000", "  User time: 0 days 0:00:01.000"}));
}

TEST(Vertarget, says_that_times_are_not_in_the_dump) {
  Snapshot s = windows_7();
  s.misc.reset();
  EXPECT_EQ(script_of(s).lines("vertarget").back(), "Process Uptime: not available");
}

// 5.1.2600 Service Pack 2, 1 CPU: Breakpad.
TEST(Vertarget, of_a_Windows_XP) {
  CORPUS_SCRIPT(s, "public/minidump2.dmp");
  EXPECT_TRUE(has(s.run("vertarget"), "Windows XP Version 2600 (Service Pack 2) UP Free x86 compatible\n"));
}

}  // namespace
}  // namespace dumplab::test
