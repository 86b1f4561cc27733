// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "analyzer/diagnose/hand_made_case.h"

namespace dumplab::test {
namespace {

using diagnose::Confidence;

constexpr std::uint32_t kEip = HandMadeCase::kProgram + 0x1000;

HandMadeCase stopped(std::uint32_t code) {
  HandMadeCase made;
  made.add_thread(8);
  made.add_frame(8, "Orders.exe", "Close", kEip);
  made.raise(code, 8, HandMadeCase::registers(kEip, 0x10f000), {});
  return made;
}

TEST(UnhandledException, is_what_nothing_else_explains) {
  const auto finding = stopped(0xc0000008).match("unhandled-exception");
  ASSERT_TRUE(finding);
  EXPECT_TRUE(finding->is_fallback);
  EXPECT_EQ(finding->summary, "c0000008, Invalid handle, in Orders+0x1000");
}

TEST(UnhandledException, is_none_that_only_tells_a_debugger_something) {
  EXPECT_FALSE(stopped(0x406d1388).match("unhandled-exception"));  // a thread's name
  EXPECT_FALSE(stopped(0x0517a7ed).match("unhandled-exception"));  // a dump was asked for
}

}  // namespace
}  // namespace dumplab::test
