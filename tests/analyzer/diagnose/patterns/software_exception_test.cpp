// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "analyzer/diagnose/hand_made_case.h"

namespace dumplab::test {
namespace {

using diagnose::Confidence;

constexpr std::uint32_t kEip = HandMadeCase::kProgram + 0x1000;

HandMadeCase raised(std::uint32_t code, const std::string& innermost) {
  HandMadeCase made;
  made.add_thread(8);
  made.add_module("kernel32.dll", 0x7c800000);
  made.add_frame(8, innermost == "Total" ? "Orders.exe" : "kernel32.dll", innermost, 0x7c801000);
  made.add_frame(8, "Orders.exe", "Refuse", kEip);
  made.raise(code, 8, HandMadeCase::registers(0x7c801000, 0x10f000), {0x11, 0x22});
  return made;
}

TEST(SoftwareException, names_who_raised_it) {
  const auto finding = raised(0xe0001234, "RaiseException").match("software-exception");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->confidence, Confidence::kCertain);
  EXPECT_EQ(finding->summary, "exception e0001234 raised by Orders!Refuse+0x4");
  EXPECT_TRUE(says(*finding, "parameter 1: 0x22"));
}

TEST(SoftwareException, is_likely_without_names) {
  EXPECT_EQ(raised(0xe0001234, "").match("software-exception")->confidence, Confidence::kLikely);
}

TEST(SoftwareException, is_none_of_the_processor_of_CXX_or_of_the_runtime) {
  for (const std::uint32_t code : {0xc0000005u, 0xe06d7363u, 0xc0000409u})
    EXPECT_FALSE(raised(code, "RaiseException").match("software-exception")) << code;
  EXPECT_FALSE(raised(0xe0001234, "Total").match("software-exception"));
}

}  // namespace
}  // namespace dumplab::test
