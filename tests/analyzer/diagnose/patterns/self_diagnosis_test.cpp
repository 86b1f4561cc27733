// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "analyzer/diagnose/hand_made_case.h"

namespace dumplab::test {
namespace {

using diagnose::Confidence;

constexpr std::uint32_t kEip = HandMadeCase::kProgram + 0x1000;

HandMadeCase stopped(std::uint32_t code, std::vector<std::uint64_t> parameters) {
  HandMadeCase made;
  made.add_thread(8);
  made.add_frame(8, "Orders.exe", "Check", kEip);
  made.raise(code, 8, HandMadeCase::registers(kEip, 0x10f000), std::move(parameters));
  return made;
}

TEST(SelfDiagnosis, is_a_breakpoint_of_the_program) {
  EXPECT_EQ(stopped(0x80000003, {}).match("self-diagnosis")->summary, "a breakpoint in Orders!Check+0x4");
}

TEST(SelfDiagnosis, tells_a_fail_fasts_reason) {
  EXPECT_EQ(stopped(0xc0000409, {2}).match("self-diagnosis")->problem_class, "STACK_BUFFER_OVERRUN");
  const auto finding = stopped(0xc0000409, {3}).match("self-diagnosis");
  EXPECT_EQ(finding->problem_class, "FAIL_FAST");
  EXPECT_TRUE(says(*finding, "FAST_FAIL_CORRUPT_LIST_ENTRY"));
}

TEST(SelfDiagnosis, quotes_an_assertion) {
  HandMadeCase made;
  made.add_thread(8);
  made.add_frame(8, "crt.dll", "abort");
  made.add_frame(8, "crt.dll", "_assert", kEip, 0x10f100);
  made.add_frame(8, "Orders.exe", "Check", kEip, 0x10f200);
  std::uint64_t at = 0x10f300;
  for (const char c : std::string_view("count > 0")) made.memory.u8(at++, static_cast<unsigned char>(c));
  made.memory.u32(0x10f204, 0x10f300).u32(0x10f208, 0).u32(0x10f20c, 41);
  const auto finding = made.match("self-diagnosis");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->summary, "an assertion: \"count > 0\", line 41 in Orders!Check+0x4");
}

TEST(SelfDiagnosis, is_no_breakpoint_of_a_debugger) {
  HandMadeCase made;
  made.add_thread(8);
  made.add_frame(8, "ntdll.dll", "DbgBreakPoint", HandMadeCase::kNtdll + 0x100);
  made.add_frame(8, "ntdll.dll", "DbgUiRemoteBreakin");
  made.raise(0x80000003, 8, HandMadeCase::registers(HandMadeCase::kNtdll + 0x100, 0x10f000), {});
  EXPECT_FALSE(made.match("self-diagnosis"));
}

}  // namespace
}  // namespace dumplab::test
