// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "support/script.h"

namespace dumplab::test {
namespace {

TEST(ExceptionContext, has_the_registers_of_the_exception) {
  const auto& truth = captured("null-pointer").truth;
  Script s = full("null-pointer");
  const std::string text = s.run(".ecxr");
  for (const auto& thread : truth.threads)
    if (thread.has_exception) {
      const ContextX86& c = thread.context;
      EXPECT_TRUE(has(text, fmt::format("eax={:08x} ebx={:08x} ecx={:08x} edx={:08x} esi={:08x} edi={:08x}\n",
                                        c.Eax, c.Ebx, c.Ecx, c.Edx, c.Esi, c.Edi)));
      EXPECT_TRUE(has(text, fmt::format("eip={:08x} esp={:08x} ebp={:08x} iopl=0 ", c.Eip, c.Esp, c.Ebp)));
    }
  EXPECT_EQ(s.run("r"), text) << "from now on";
  EXPECT_NE(s.run(".cxr; r"), text) << "until .cxr";
}

// Registers: lldb and Breakpad.
TEST(ExceptionContext, of_a_real_dump) {
  CORPUS_SCRIPT(s, "public/minidump2.dmp");
  const Lines lines = s.lines(".ecxr");
  EXPECT_EQ(lines[0], "eax=00000045 ebx=7c80abc1 ecx=0012fe94 edx=0042bc58 esi=00000002 edi=00000a28");
  EXPECT_EQ(lines[1], "eip=0040429e esp=0012fe84 ebp=0012fe88 iopl=0         nv up ei pl zr na pe nc");
  EXPECT_EQ(lines[2], "cs=001b  ss=0023  ds=0023  es=0023  fs=003b  gs=0000             efl=00010246");
}

TEST(ExceptionContext, is_not_in_a_dump_of_a_hang) {
  EXPECT_EQ(golden("deadlock").run(".ecxr"), "The dump has no exception, so it has no context of one\n");
}

}  // namespace
}  // namespace dumplab::test
