// SPDX-License-Identifier: MIT
// Callers that only the code tells: no frame pointers, no symbols. The bytes are assembled by hand.
#include <gtest/gtest.h>

#include "analyzer/hand_made_process.h"
#include "unwind/stack_walk.h"

namespace dumplab::unwind {
namespace {

using test::HandMadeProcess;
using Eips = std::vector<std::uint64_t>;

constexpr std::uint32_t kCode = HandMadeProcess::kCode, kTrashed = 0x41414141;

class CodeWalk : public testing::Test {
 protected:
  CodeWalk() {
    // main, whose CALL of 10000100 returns to 10000205; above its own return address lies 0.
    process.call(0x200, kCode + 0x100);
    process.code(0x205, {0xc3});
  }
  CallStack walk(std::uint32_t eip, std::uint32_t esp, std::uint32_t ebp, std::size_t limit = 20000) {
    const Snapshot& s = process.finish(kCode + eip, esp, ebp);
    const structures::ModuleImages modules(s, {});
    const structures::ProcessStructures structures = structures::read_process_structures(s);
    return StackWalk(s, modules, structures).walk(s.threads[0], s.threads[0].context, limit);
  }
  HandMadeProcess process;
};

Eips eips(const CallStack& stack) {
  Eips list;
  for (const StackFrame& frame : stack.frames) list.push_back(frame.eip - kCode);
  return list;
}

TEST_F(CodeWalk, pushes_and_locals_are_counted_up_to_the_ret) {
  process.code(0x100, {0x53, 0x56, 0x83, 0xec, 0x10, 0x90, 0x83, 0xc4, 0x10, 0x5e, 0x5b, 0xc3});
  process.word(0x20118, kCode + 0x205);
  const auto stack = walk(0x105, 0x20100, kTrashed);
  EXPECT_EQ(eips(stack), (Eips{0x105, 0x205}));
  EXPECT_EQ(stack.frames[1].trust, Trust::kLeaf);
  EXPECT_EQ(stack.frames[1].esp, 0x2011cu);
  EXPECT_EQ(stack.frames[1].evidence->slot, 0x20118u);
  EXPECT_EQ(stack.stop, "return address 0");
}

TEST_F(CodeWalk, ebp_is_restored_where_it_was_a_general_register) {
  process.code(0x100, {0x55, 0x83, 0xec, 0x08, 0x31, 0xed, 0x90, 0x83, 0xc4, 0x08, 0x5d, 0xc3});
  process.word(0x20108, 0xeb0eb0);
  process.word(0x2010c, kCode + 0x205);
  const auto stack = walk(0x106, 0x20100, 0);
  EXPECT_EQ(eips(stack), (Eips{0x106, 0x205}));
  EXPECT_EQ(stack.frames[1].ebp, 0xeb0eb0u);
}

TEST_F(CodeWalk, a_ret_takes_its_arguments_along) {
  process.code(0x100, {0x56, 0x6a, 0x01, 0x6a, 0x02});
  process.call(0x105, kCode + 0x300);
  process.code(0x10a, {0x5e, 0xc3});
  process.code(0x300, {0xc2, 0x08, 0x00});
  process.word(0x20100, kCode + 0x10a);
  process.word(0x20104, 2);
  process.word(0x20108, 1);
  process.word(0x20110, kCode + 0x205);
  EXPECT_EQ(eips(walk(0x300, 0x20100, kTrashed)), (Eips{0x300, 0x10a, 0x205}));
}

TEST_F(CodeWalk, a_called_function_s_arguments_are_gone_behind_its_call) {
  // test eax, eax; je +7; push 1; call 10000300 (ret 4); add esp, 8; ret
  process.code(0x100, {0x83, 0xec, 0x08, 0x85, 0xc0, 0x74, 0x07, 0x6a, 0x01});
  process.call(0x109, kCode + 0x300);
  process.code(0x10e, {0x83, 0xc4, 0x08, 0xc3});
  process.code(0x300, {0x50, 0x58, 0xc2, 0x04, 0x00});
  process.word(0x20108, kCode + 0x205);
  const auto stack = walk(0x103, 0x20100, kTrashed);
  EXPECT_EQ(eips(stack), (Eips{0x103, 0x205}));
  EXPECT_EQ(stack.frames[1].trust, Trust::kCode);
}

TEST_F(CodeWalk, a_function_that_ends_in_a_call_is_left_by_the_depth_since_its_entry) {
  process.code(0x100, {0x83, 0xec, 0x0c});
  process.call(0x103, kCode + 0x300);  // does not return
  process.code(0x300, {0xeb, 0xfe});   // jmp $
  process.word(0x20100, kCode + 0x108);
  process.word(0x20108, kCode + 0x205);  // left over from another call: not as deep
  process.word(0x20110, kCode + 0x205);
  const auto stack = walk(0x300, 0x20100, kTrashed);
  EXPECT_EQ(eips(stack), (Eips{0x300, 0x108, 0x205}));
  EXPECT_EQ(stack.frames[2].evidence->slot, 0x20110u);
  ASSERT_FALSE(stack.frames[2].rejected.empty());
  EXPECT_EQ(stack.frames[2].rejected[0].slot, 0x20108u);
  EXPECT_STREQ(stack.frames[2].rejected[0].why, "its CALL entered this function at another depth");
}

TEST_F(CodeWalk, an_aligned_stack_is_left_without_ebp) {
  process.code(0x100, {0x55, 0x89, 0xe5, 0x83, 0xe4, 0xf0, 0x83, 0xec, 0x10});
  process.call(0x109, kCode + 0x300);
  process.code(0x10e, {0x89, 0xec, 0x5d, 0xc3});
  process.code(0x300, {0xc3});
  process.word(0x2011c, kCode + 0x10e);
  process.word(0x2013c, 0xeb0eb0);
  process.word(0x20140, kCode + 0x205);
  const auto stack = walk(0x300, 0x2011c, kTrashed);
  EXPECT_EQ(eips(stack), (Eips{0x300, 0x10e, 0x205}));
  EXPECT_EQ(stack.frames[2].ebp, 0xeb0eb0u);
}

TEST_F(CodeWalk, a_jump_table_is_followed) {
  process.code(0x100, {0xff, 0x24, 0x85, 0x00, 0x06, 0x00, 0x10});  // jmp [eax*4 + 10000600]
  process.code(0x600, {0x20, 0x01, 0x00, 0x10, 0, 0, 0, 0});
  process.code(0x120, {0x83, 0xc4, 0x08, 0xc3});
  process.word(0x20108, kCode + 0x205);
  EXPECT_EQ(eips(walk(0x100, 0x20100, kTrashed)), (Eips{0x100, 0x205}));
}

TEST_F(CodeWalk, a_stack_probe_takes_as_much_as_eax_says) {
  process.code(0x100, {0xb8, 0x80, 0x00, 0x00, 0x00});
  process.call(0x105, kCode + 0x300);
  process.call(0x10a, kCode + 0x400);  // does not return
  // push ecx; lea ecx, [esp+8]; sub ecx, eax; mov eax, esp; mov esp, ecx; mov ecx, [eax]; mov eax, [eax+4];
  // push eax; ret
  process.code(0x300, {0x51, 0x8d, 0x4c, 0x24, 0x08, 0x29, 0xc1, 0x89, 0xe0, 0x89, 0xcc, 0x8b, 0x08, 0x8b,
                       0x40, 0x04, 0x50, 0xc3});
  process.code(0x400, {0xc3});
  process.word(0x20100, kCode + 0x10f);
  process.word(0x20184, kCode + 0x205);
  EXPECT_EQ(eips(walk(0x400, 0x20100, kTrashed)), (Eips{0x400, 0x10f, 0x205}));
}

TEST_F(CodeWalk, what_the_kernel_put_on_the_stack_tells_an_exception) {
  constexpr std::uint32_t kPair = 0x20108, kRecord = kPair + 8, kContext = kRecord + 0x50;
  process.call(0x150, kCode + 0x300);
  process.code(0x155, {0xeb, 0xfe});
  process.code(0x300, {0xc3});
  process.word(0x20104, kCode + 0x155);
  process.word(kPair, kRecord);
  process.word(kPair + 4, kContext);
  process.word(kContext, 0x10007);               // ContextFlags
  process.word(kContext + 0xb8, kCode + 0x120);  // Eip
  process.word(kContext + 0xc4, 0x20800);        // Esp
  process.code(0x120, {0xc3});
  process.word(0x20800, kCode + 0x205);
  const auto stack = walk(0x300, 0x20104, kTrashed);
  EXPECT_EQ(eips(stack), (Eips{0x300, 0x155, 0x120, 0x205}));
  EXPECT_EQ(stack.frames[2].trust, Trust::kException);
}

TEST_F(CodeWalk, a_stack_of_the_program_s_own_leads_back_to_the_thread_s) {
  process.call(0x105, kCode + 0x300);
  process.code(0x10a, {0x89, 0xec, 0x5d, 0xc3});  // mov esp, ebp; pop ebp; ret
  process.code(0x300, {0xc3});
  process.word(0x40100, kCode + 0x10a);
  process.word(0x20104, kCode + 0x205);
  EXPECT_EQ(eips(walk(0x300, 0x40100, 0x20100)), (Eips{0x300, 0x10a, 0x205}));
}

TEST_F(CodeWalk, a_walk_does_not_leave_the_thread_s_stack_for_another) {
  process.code(0x100, {0x89, 0xec, 0x5d, 0xc3});  // mov esp, ebp; pop ebp; ret
  process.word(0x40104, kCode + 0x205);
  EXPECT_EQ(eips(walk(0x100, 0x20100, 0x40100)), Eips{0x100});
}

TEST_F(CodeWalk, seven_thousand_frames) {
  process.code(0x100, {0x56});
  process.call(0x101, kCode + 0x100);
  process.code(0x106, {0x5e, 0xc3});
  std::uint32_t at = 0x20100;
  for (int i = 0; i < 7000; ++i, at += 8) process.word(at + 4, kCode + 0x106);
  process.word(at + 4, kCode + 0x205);
  const auto stack = walk(0x106, 0x20100, kTrashed);
  EXPECT_EQ(stack.frames.size(), 7002u);
  EXPECT_EQ(stack.frames.back().eip, kCode + 0x205);
  EXPECT_EQ(walk(0x106, 0x20100, kTrashed, 100).stop, "frame limit reached");
}

TEST_F(CodeWalk, frame_pointers_below_a_lost_one_are_searched_for_as_a_chain) {
  process.code(0x100, {0xeb, 0xfe});
  for (std::uint32_t ebp = 0x20140; ebp < 0x20200; ebp += 0x40) {
    process.word(ebp, ebp + 0x40);
    process.word(ebp + 4, kCode + 0x800);
  }
  const auto stack = walk(0x100, 0x20100, kTrashed);
  ASSERT_GE(stack.frames.size(), 3u);
  EXPECT_EQ(stack.frames[1].evidence->slot, 0x20144u);
  EXPECT_EQ(stack.frames[1].trust, Trust::kScan);
}

}  // namespace
}  // namespace dumplab::unwind
