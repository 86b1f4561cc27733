// SPDX-License-Identifier: MIT
#include "support/script.h"

namespace dumplab::test {
namespace {

TEST(ErrorText, tells_Win32_errors_from_statuses) {
  Script s = golden("deadlock");
  EXPECT_TRUE(has_line(s.run("!error 5"), "Error code: \\(Win32\\) 0x5 \\(5\\) - .*[Aa]ccess.*"));
  EXPECT_EQ(s.run("!error c0000005"), "Error code: (NTSTATUS) 0xc0000005 - Access violation\n");
  EXPECT_TRUE(has(s.run("!error 0 1"), "Error code: (NTSTATUS) 0x0 - "));
  EXPECT_EQ(s.run("!error 5 2"), "Extra character error in '2'\n");
}

TEST(ErrorText, takes_registers_of_a_real_dump) {
  CORPUS_SCRIPT(s, "public/minidump2.dmp");
  EXPECT_TRUE(has(s.run(".ecxr; !error esi"), "(Win32) 0x2 (2) - ")) << "ESI is 2: lldb";
}

}  // namespace
}  // namespace dumplab::test
