// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "analyzer/diagnose/hand_made_case.h"

namespace dumplab::test {
namespace {

using diagnose::Confidence;

constexpr std::uint32_t kEip = HandMadeCase::kProgram + 0x1000;

HandMadeCase call_of(std::uint32_t target) {
  HandMadeCase made;
  made.add_thread(8);
  made.add_frame(8, "", "", target);
  made.add_frame(8, "Orders.exe", "Send", kEip, 0x10f000).evidence->call =
      unwind::CallSite{kEip - 3, {0xff, 0x53, 0x14}, std::nullopt};
  made.raise(0xc0000005, 8, HandMadeCase::registers(target, 0x10f000), {0, target});
  return made;
}

TEST(NullCodePointer, names_the_call_that_led_there) {
  const auto finding = call_of(0).match("null-code-pointer");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->confidence, Confidence::kCertain);
  EXPECT_TRUE(says(*finding, "called by Orders!Send+0x4: call [ebx+0x14]"));
}

TEST(NullCodePointer, is_none_at_another_address) {
  EXPECT_FALSE(call_of(0x12345678).match("null-code-pointer"));
}

TEST(NullCodePointer, is_none_where_data_was_read) {
  HandMadeCase made;
  made.add_thread(8);
  made.add_frame(8, "Orders.exe", "Total", kEip);
  made.raise(0xc0000005, 8, HandMadeCase::registers(kEip, 0x10f000), {0, 0});
  EXPECT_FALSE(made.match("null-code-pointer"));
}

}  // namespace
}  // namespace dumplab::test
