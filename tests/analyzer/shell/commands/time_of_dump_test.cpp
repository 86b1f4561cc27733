// SPDX-License-Identifier: MIT
#include "support/script.h"

namespace dumplab::test {
namespace {

TEST(TimeOfDump, of_a_process_that_ran_26_seconds) {
  Snapshot s = hand_made();
  s.TimeDateStamp = 1772532920;
  s.misc = MiscInfo{3, 0x1a4, 1772532920 - 26, 1, 0, {}};
  EXPECT_EQ(script_of(s).lines(".time"),
            (Lines{"Debug session time: Tue Mar  3 10:15:20.000 2026 (UTC + 0:00)",
                   "System Uptime: not available", "Process Uptime: 0 days 0:00:26.000",
                   "  Kernel time: 0 days 0:00:00.000", "  User time: 0 days 0:00:01.000"}));
}

// Breakpad: 2007-02-14 19:13:55.
TEST(TimeOfDump, of_a_real_dump) {
  CORPUS_SCRIPT(s, "public/minidump2.dmp");
  EXPECT_EQ(s.lines(".time").front(), "Debug session time: Wed Feb 14 19:13:55.000 2007 (UTC + 0:00)");
}

}  // namespace
}  // namespace dumplab::test
