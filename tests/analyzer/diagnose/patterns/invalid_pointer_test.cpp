// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "analyzer/diagnose/hand_made_case.h"

namespace dumplab::test {
namespace {

using diagnose::Confidence;

constexpr std::uint32_t kEip = HandMadeCase::kProgram + 0x1000;

HandMadeCase write_through(std::uint32_t eax) {
  HandMadeCase made;
  made.add_thread(8);
  made.add_frame(8, "Orders.exe", "Total", kEip);
  ContextX86 context = HandMadeCase::registers(kEip, 0x10f000);
  context.Eax = eax;
  made.raise(0xc0000005, 8, context, {1, eax}, {0x89, 0x18});  // mov [eax], ebx
  return made;
}

TEST(InvalidPointer, says_that_the_pointer_is_text) {
  const auto finding = write_through(0x74786574).match("invalid-pointer");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->confidence, Confidence::kCertain);
  EXPECT_EQ(finding->problem_class, "INVALID_POINTER_WRITE");
  EXPECT_TRUE(says(*finding, "\"text\""));
}

TEST(InvalidPointer, says_what_is_there) {
  HandMadeCase made = write_through(0x500010);
  made.snapshot.regions.push_back({0x500000, 0x500000, 2, 0x1000, 0x1000, 2, 0x20000});
  EXPECT_TRUE(says(*made.match("invalid-pointer"), "committed, PAGE_READONLY"));
}

TEST(InvalidPointer, leaves_what_has_a_name_to_others) {
  EXPECT_FALSE(write_through(0x10).match("invalid-pointer"));
  EXPECT_FALSE(write_through(0xfeeefeee).match("invalid-pointer"));
  EXPECT_FALSE(write_through(0x10cff0).match("invalid-pointer"));  // below the stack's committed part
}

}  // namespace
}  // namespace dumplab::test
