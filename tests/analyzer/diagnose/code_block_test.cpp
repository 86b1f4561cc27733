// SPDX-License-Identifier: MIT
#include "diagnose/code_block.h"

#include <gtest/gtest.h>

#include "analyzer/hand_made_memory.h"

namespace dumplab::diagnose {
namespace {

using Kind = BlockEvent::Kind;

std::vector<Kind> follow(std::initializer_list<int> code, bool is_write = false) {
  test::HandMadeMemory memory;
  std::uint64_t at = 0x401000;
  for (const int byte : code) memory.u8(at++, static_cast<std::uint64_t>(byte));
  memory.u8(at, 0xc3);
  std::vector<Kind> kinds;
  for (const BlockEvent& event : follow_bad_value(*memory.build(), 0x401000, is_write))
    kinds.push_back(event.kind);
  return kinds;
}

using Kinds = std::vector<Kind>;

TEST(BadValue, that_is_called_is_a_target) {
  EXPECT_EQ(follow({0x8b, 0x01, 0xff, 0xd0}), Kinds{Kind::kBranchTarget});
}
TEST(BadValue, that_is_pushed_is_an_argument) {
  EXPECT_EQ(follow({0x8b, 0x01, 0x50}), Kinds{Kind::kArgument});
}
TEST(BadValue, that_is_tested_is_a_comparison) {
  EXPECT_EQ(follow({0x8b, 0x01, 0x85, 0xc0}), Kinds{Kind::kComparison});
}
TEST(BadValue, goes_on_through_other_registers) {
  EXPECT_EQ(follow({0x8b, 0x01, 0x89, 0xc2, 0x89, 0x1a}),
            Kinds{Kind::kWrite});  // mov edx, eax; mov [edx], ebx
}
TEST(BadValue, is_lost_where_it_is_replaced) {
  EXPECT_EQ(follow({0x8b, 0x01, 0x31, 0xc0, 0x89, 0x18}), Kinds{});  // xor eax, eax
}
TEST(BadValue, of_a_write_is_the_register_that_it_went_through) {
  EXPECT_EQ(follow({0x89, 0x18, 0x8b, 0x48, 0x04}, true), Kinds{Kind::kRead});  // mov ecx, [eax+4]
}
TEST(BadValue, stops_at_the_end_of_the_block) {
  EXPECT_EQ(follow({0x8b, 0x01, 0xeb, 0x00, 0xff, 0xd0}), Kinds{});
}
TEST(BadValue, in_a_branch_or_a_string_operation_is_worse) {
  EXPECT_EQ(follow({0xff, 0x10}), Kinds{Kind::kFaultInBranch});
  EXPECT_EQ(follow({0xf3, 0xa5}).at(0), Kind::kFaultInString);
}

}  // namespace
}  // namespace dumplab::diagnose
