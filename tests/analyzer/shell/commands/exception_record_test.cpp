// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "analyzer/hand_made_memory.h"
#include "support/script.h"

namespace dumplab::test {
namespace {

TEST(ExceptionRecord, has_the_layout_of_WinDbg) {
  Snapshot s = hand_made();
  s.exception = Exception{8, 0xc0000005, 0, 0, 0x401013, {0, 0}, ContextX86{}};
  EXPECT_EQ(script_of(s).lines(".exr -1"),
            (Lines{"ExceptionAddress: 00401013", "   ExceptionCode: c0000005 (Access violation)",
                   "  ExceptionFlags: 00000000", "NumberParameters: 2", "   Parameter[0]: 00000000",
                   "   Parameter[1]: 00000000", "Attempt to read from address 00000000"}));
  s.exception->ExceptionInformation = {8, 0x1000};
  EXPECT_EQ(script_of(s).lines(".exr -1").back(), "Attempt to execute non-executable address 00001000");
}

TEST(ExceptionRecord, is_read_from_memory_too) {
  HandMadeMemory
      memory;  // EXCEPTION_RECORD: Code 0, Flags 4, Record 8, Address C, NumberParameters 10, Information 14
  memory.u32(0x20000, 0xc0000409).u32(0x20004, 1).u32(0x2000c, 0x401013).u32(0x20010, 1).u32(0x20014, 2);
  const std::string text = script_of(hand_made(memory.build())).run(".exr 20000");
  EXPECT_TRUE(has(text, "ExceptionAddress: 00401013\n   ExceptionCode: c0000409"));
  EXPECT_TRUE(has(text, "  ExceptionFlags: 00000001\n"));
  EXPECT_TRUE(has(text, "Subcode: 0x2 FAST_FAIL_STACK_COOKIE_CHECK_FAILURE\n"));
}

TEST(ExceptionRecord, is_the_machines) {
  const auto& truth = captured("null-pointer").truth;
  const std::string text = full("null-pointer").run(".exr -1");
  EXPECT_TRUE(has(text, fmt::format("ExceptionAddress: {:08x} (", truth.exception->address)));
  EXPECT_TRUE(has(text, fmt::format("   ExceptionCode: {:08x} (Access violation)\n", truth.exception->code)));
}

TEST(ExceptionRecord, of_a_real_process_is_what_it_said_itself) {
  CORPUS_SCRIPT(s, "wine/dumps/nullwrite-proc-full-fp.dmp");
  const Json truth = wine_truth("nullwrite-proc-full-fp")["exception"];
  const std::string text = s.run(".exr -1");
  EXPECT_TRUE(has(text, fmt::format("ExceptionAddress: {:08x}", number(truth["address"]))));
  EXPECT_TRUE(has(text, fmt::format("Attempt to write to address {:08x}\n", number(truth["params"][1]))));
}

TEST(ExceptionRecord, says_what_is_missing) {
  EXPECT_EQ(golden("deadlock").run(".exr -1"), "The dump has no exception record\n");
  EXPECT_EQ(golden("deadlock").run(".exr 10"),
            "Unable to read an exception record: 00000010 is not in the dump\n");
}

}  // namespace
}  // namespace dumplab::test
