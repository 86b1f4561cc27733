// SPDX-License-Identifier: MIT
#include "unwind/stack_walk.h"

#include <gtest/gtest.h>

#include "analyzer/hand_made_process.h"

namespace dumplab::unwind {
namespace {

using test::HandMadeProcess;

class Walk : public testing::Test {
 protected:
  CallStack walk(std::uint32_t eip, std::uint32_t esp, std::uint32_t ebp, std::size_t limit = 100) {
    const Snapshot& s = process.finish(eip, esp, ebp);
    const structures::ModuleImages modules(s, {});
    const structures::ProcessStructures structures = structures::read_process_structures(s);
    return StackWalk(s, modules, structures).walk(s.threads[0], s.threads[0].context, limit);
  }
  /// A chain of one frame at `ebp` that returns to `caller`, and the end of the stack above it.
  void frame(std::uint32_t ebp, std::uint32_t caller) {
    process.word(ebp, ebp + 0x40);
    process.word(ebp + 4, caller);
    process.word(ebp + 0x40, 0);
    process.word(ebp + 0x44, 0);
  }
  HandMadeProcess process;
};

std::vector<std::uint64_t> eips(const CallStack& stack) {
  std::vector<std::uint64_t> list;
  for (const StackFrame& frame : stack.frames) list.push_back(frame.eip);
  return list;
}

using Eips = std::vector<std::uint64_t>;

TEST_F(Walk, follows_ebp_to_the_return_address_0) {
  frame(0x20100, 0x10000200);
  const auto stack = walk(0x10000100, 0x200f0, 0x20100);
  EXPECT_EQ(eips(stack), (Eips{0x10000100, 0x10000200}));
  EXPECT_EQ(stack.frames[1].trust, Trust::kFramePointer);
  EXPECT_EQ(stack.frames[1].esp, 0x20108u);
  EXPECT_EQ(stack.frames[1].ebp, 0x20140u);
  EXPECT_EQ(stack.stop, "return address 0");
}

TEST_F(Walk, at_a_ret_the_caller_is_on_top_of_the_stack) {
  process.code(0x100, {0xc2, 0x08, 0x00});  // ret 8
  process.word(0x200f0, 0x10000180);
  frame(0x20100, 0x10000200);
  const auto stack = walk(0x10000100, 0x200f0, 0x20100);
  EXPECT_EQ(eips(stack), (Eips{0x10000100, 0x10000180, 0x10000200}));
  EXPECT_EQ(stack.frames[1].trust, Trust::kLeaf);
  EXPECT_EQ(stack.frames[1].esp, 0x200fcu) << "the two arguments are gone";
  EXPECT_EQ(stack.frames[1].ebp, 0x20100u);
}

TEST_F(Walk, before_and_inside_a_prologue_ebp_is_the_callers) {
  process.code(0x100, {0x55, 0x8b, 0xec});  // push ebp; mov ebp, esp
  frame(0x20100, 0x10000200);
  process.word(0x200f0, 0x10000180);
  EXPECT_EQ(eips(walk(0x10000100, 0x200f0, 0x20100)), (Eips{0x10000100, 0x10000180, 0x10000200}));
  process.word(0x200ec, 0x20100);  // EBP was pushed
  EXPECT_EQ(eips(walk(0x10000101, 0x200ec, 0x20100)), (Eips{0x10000101, 0x10000180, 0x10000200}));
}

TEST_F(Walk, in_an_epilogue_the_saved_ebp_is_still_on_the_stack) {
  process.code(0x100, {0x5d, 0xc3});  // pop ebp; ret
  process.word(0x200f0, 0x20100);
  process.word(0x200f4, 0x10000180);
  frame(0x20100, 0x10000200);
  EXPECT_EQ(eips(walk(0x10000100, 0x200f0, 0x200f0)), (Eips{0x10000100, 0x10000180, 0x10000200}));
}

TEST_F(Walk, every_instruction_of_a_system_call_stub_is_a_leaf) {
  // mov eax, 10Fh; mov edx, 7FFE0300h; call [edx]; ret 0Ch
  process.code(0x100, {0xb8, 0x0f, 0x01, 0, 0, 0xba, 0x00, 0x03, 0xfe, 0x7f, 0xff, 0x12, 0xc2, 0x0c, 0x00});
  process.word(0x200f0, 0x10000180);
  frame(0x20100, 0x10000200);
  for (const std::uint32_t offset : {0u, 5u, 10u, 12u})
    EXPECT_EQ(eips(walk(0x10000100 + offset, 0x200f0, 0x20100))[1], 0x10000180u) << offset;
}

TEST_F(Walk, a_call_to_nowhere_left_its_return_address) {
  process.code(0x17e, {0xff, 0xd0});  // call eax
  process.word(0x200f0, 0x10000180);
  frame(0x20100, 0x10000200);
  EXPECT_EQ(eips(walk(0, 0x200f0, 0x20100)), (Eips{0, 0x10000180, 0x10000200}));
}

TEST_F(Walk, without_a_call_before_it_a_word_is_no_return_address_of_a_call_to_nowhere) {
  process.code(0x17e, {0x90, 0x90});
  process.word(0x200f0, 0x10000180);
  frame(0x20100, 0x10000200);
  EXPECT_EQ(eips(walk(0, 0x200f0, 0x20100)), (Eips{0, 0x10000200}));
}

TEST_F(Walk, an_exception_filter_is_left_through_the_stack_not_through_its_ebp) {
  // The owner's frame at 0x20200: scope table with one scope {-1, filter 0x10000500, handler 0x10000510}.
  process.code(0x600, {0xff, 0xff, 0xff, 0xff, 0x00, 0x05, 0x00, 0x10, 0x10, 0x05, 0x00, 0x10});
  process.word(0x201f0, 0xffffffff);  // Next
  process.word(0x201f4, 0x10000400);  // Handler
  process.word(0x201f8, 0x10000600);  // ScopeTable
  process.word(0x201fc, 0);           // TryLevel
  process.word(0x20200, 0);
  process.word(0x20204, 0);
  // The filter called something whose frame is at 0x20100 and that pops one argument.
  process.word(0x20100, 0x20200);
  process.word(0x20104, 0x10000508);
  process.word(0x20108, 0x1234);      // the argument
  process.word(0x2010c, 0x10000480);  // return into the handler
  process.word(0x20110, 0x20140);     // the handler's EBP
  process.code(0x47e, {0xff, 0xd0});
  frame(0x20140, 0x10000200);
  const auto stack = walk(0x10000100, 0x200f0, 0x20100);
  EXPECT_EQ(eips(stack), (Eips{0x10000100, 0x10000508, 0x10000480, 0x10000200}));
  EXPECT_EQ(stack.frames[2].trust, Trust::kFilterCall);
}

TEST_F(Walk, says_why_it_stops) {
  EXPECT_EQ(walk(0x10000100, 0x200f0, 0).stop, "EBP is 0");
  EXPECT_EQ(walk(0x10000100, 0x200f0, 0x20102).stop, "EBP is not aligned");
  EXPECT_EQ(walk(0x10000100, 0x200f0, 0x30000).stop, "EBP is outside the thread's stack");
  EXPECT_EQ(walk(0x10000100, 0x200f0, 0x20080).stop, "EBP is below ESP");
  frame(0x20100, 0x50000000);
  EXPECT_EQ(walk(0x10000100, 0x200f0, 0x20100).stop, "the return address is in no module");
}

TEST_F(Walk, takes_no_return_address_that_does_not_follow_a_call) {
  process.code(0x1f8, {0x90, 0x90, 0x90, 0x90, 0x90, 0x90, 0x90, 0x90});
  frame(0x20100, 0x10000200);
  const auto stack = walk(0x10000100, 0x200f0, 0x20100);
  EXPECT_EQ(eips(stack), Eips{0x10000100});
  EXPECT_EQ(stack.stop, "the return address does not follow a CALL");
  ASSERT_FALSE(stack.rejected.empty());
  EXPECT_EQ(stack.rejected[0].slot, 0x20104u);
  EXPECT_EQ(stack.rejected[0].value, 0x10000200u);
}

TEST_F(Walk, finds_the_caller_above_a_smashed_ebp) {
  process.code(0x280, {0x90, 0x90, 0x90, 0x90, 0x90, 0x90, 0x90, 0x90});
  process.code(0x2fb, {0xe8, 0x00, 0x05, 0x00, 0x00});  // call 10000800
  process.code(0x37b, {0xe8, 0x00, 0xfd, 0xff, 0xff});  // call 10000080
  process.word(0x20100, 0x10000288);                    // follows no CALL
  process.word(0x20104, 0x10000300);                    // its CALL went elsewhere
  process.word(0x20108, 0x10000380);
  const auto stack = walk(0x10000100, 0x200f0, 0x61616161);
  ASSERT_GE(stack.frames.size(), 2u);
  const StackFrame& caller = stack.frames[1];
  EXPECT_EQ(caller.eip, 0x10000380u);
  EXPECT_EQ(caller.esp, 0x2010cu);
  EXPECT_EQ(caller.trust, Trust::kScan);
  ASSERT_TRUE(caller.evidence && caller.evidence->call);
  EXPECT_EQ(caller.evidence->slot, 0x20108u);
  EXPECT_EQ(caller.evidence->call->address, 0x1000037bu);
  EXPECT_EQ(caller.evidence->call->bytes, (std::vector<std::uint8_t>{0xe8, 0x00, 0xfd, 0xff, 0xff}));
  EXPECT_EQ(caller.evidence->call->target, 0x10000080u);
  ASSERT_EQ(caller.rejected.size(), 2u);
  EXPECT_EQ(caller.rejected[0].slot, 0x20100u);
  EXPECT_STREQ(caller.rejected[0].why, "the return address does not follow a CALL");
  EXPECT_EQ(caller.rejected[1].slot, 0x20104u);
  EXPECT_STREQ(caller.rejected[1].why, "its CALL goes elsewhere");
}

TEST_F(Walk, a_chain_that_turns_back_ends) {
  process.word(0x20100, 0x20100);
  process.word(0x20104, 0x10000200);
  const auto stack = walk(0x10000100, 0x200f0, 0x20100);
  EXPECT_EQ(stack.frames.size(), 2u);
  EXPECT_EQ(stack.stop, "EBP is below ESP");
}

TEST_F(Walk, keeps_to_its_limit) {
  for (std::uint32_t ebp = 0x20100; ebp < 0x20200; ebp += 8) {
    process.word(ebp, ebp + 8);
    process.word(ebp + 4, 0x10000200);
  }
  const auto stack = walk(0x10000100, 0x200f0, 0x20100, 10);
  EXPECT_EQ(stack.frames.size(), 10u);
  EXPECT_EQ(stack.stop, "frame limit reached");
}

}  // namespace
}  // namespace dumplab::unwind
