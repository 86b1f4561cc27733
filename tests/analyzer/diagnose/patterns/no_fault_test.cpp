// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "analyzer/diagnose/hand_made_case.h"

namespace dumplab::test {
namespace {

using diagnose::Confidence;

constexpr std::uint32_t kEip = HandMadeCase::kProgram + 0x1000;

TEST(NoFault, is_a_process_whose_threads_wait) {
  HandMadeCase made;
  made.add_thread(8);
  made.wait_for_object(8);
  const auto finding = made.match("no-fault");
  ASSERT_TRUE(finding);
  EXPECT_FALSE(finding->is_cause);
  EXPECT_EQ(finding->summary, "no exception, and no deadlock seen; 1 of 1 threads wait");
}

TEST(NoFault, is_a_debuggers_breakpoint) {
  HandMadeCase made;
  made.add_thread(8);
  made.add_frame(8, "ntdll.dll", "DbgBreakPoint", HandMadeCase::kNtdll + 0x100);
  made.raise(0x80000003, 8, HandMadeCase::registers(HandMadeCase::kNtdll + 0x100, 0x10f000), {});
  EXPECT_TRUE(made.match("no-fault"));
}

TEST(NoFault, is_none_with_an_exception) {
  HandMadeCase made;
  made.add_thread(8);
  made.add_frame(8, "Orders.exe", "Work", kEip);
  made.raise(0xc0000005, 8, HandMadeCase::registers(kEip, 0x10f000), {0, 0});
  EXPECT_FALSE(made.match("no-fault"));
}

}  // namespace
}  // namespace dumplab::test
