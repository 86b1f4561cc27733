// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "analyzer/diagnose/hand_made_case.h"

namespace dumplab::test {
namespace {

using diagnose::Confidence;

constexpr std::uint32_t kEip = HandMadeCase::kProgram + 0x1000;

/// mov eax, [ecx+10h] with ECX as given.
HandMadeCase read_through(std::uint32_t ecx) {
  HandMadeCase made;
  made.add_thread(8);
  made.add_frame(8, "Orders.exe", "Total", kEip);
  ContextX86 context = HandMadeCase::registers(kEip, 0x10f000);
  context.Ecx = ecx;
  made.raise(0xc0000005, 8, context, {0, ecx + 0x10}, {0x8b, 0x41, 0x10});
  return made;
}

TEST(NullDataPointer, is_a_base_register_of_0) {
  const auto finding = read_through(0).match("null-data-pointer");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->confidence, Confidence::kCertain);
  EXPECT_EQ(finding->problem_class, "NULL_CLASS_PTR_READ");
  EXPECT_EQ(finding->address, 0x10u);
  EXPECT_EQ(finding->thread, 8u);
  EXPECT_TRUE(says(*finding, "mov eax, [ecx+0x10]"));
}

TEST(NullDataPointer, is_likely_where_the_register_is_not_0) {
  EXPECT_EQ(read_through(0x100).match("null-data-pointer")->confidence, Confidence::kLikely);
}

TEST(NullDataPointer, is_none_above_64_KiB) {
  EXPECT_FALSE(read_through(0x10000).match("null-data-pointer"));
}

}  // namespace
}  // namespace dumplab::test
