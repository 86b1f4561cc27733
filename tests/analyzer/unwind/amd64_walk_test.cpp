// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <map>

#include "formats/image/hand_made_amd64.h"
#include "snapshot/captured_memory.h"
#include "unwind/stack_walk.h"

namespace dumplab::unwind {
namespace {

using test::Bytes;
constexpr std::uint64_t kBase = 0x140000000, kStack = 0x8000, kStackSize = 0x1000;

constexpr std::uint64_t kCode = 0x180, kSectionRva = 0x1000;

/// A section with seven functions; numbers are RVAs, unwind data and code as an assembler would give them.
Bytes section() {
  Bytes b;
  const auto row = [&](unsigned begin, unsigned end, unsigned info) { b.u32(begin).u32(end).u32(info); };
  row(0x1180, 0x11a0, 0x1080);
  row(0x11a0, 0x11c0, 0x1088);
  row(0x1200, 0x1209, 0x1080);
  row(0x1209, 0x1240, 0x1088);
  row(0x1240, 0x1260, 0x1090);
  row(0x1260, 0x1280, 0x1098);
  row(0x1280, 0x12a0, 0x10a8);
  b.zeros(0x80 - b.size());
  b.u8(1).u8(4).u8(1).u8(0).u16(0x4204 /* sub rsp, 28h */).u16(0);
  b.u8(1).u8(5).u8(2).u8(0).u16(0x3205 /* sub rsp, 20h */).u16(0x3001 /* push rbx */);
  b.u8(1).u8(0).u8(1).u8(0).u16(0x0a00 /* machine frame */).u16(0);
  b.u8(1)
      .u8(10)
      .u8(3)
      .u8(0x05 /* rbp */)
      .u16(0x030a)
      .u16(0x3205 /* sub rsp, 20h */)
      .u16(0x5001 /* push rbp */);
  b.zeros(0xa8 - b.size());
  b.u8(7).u8(0).u8(0).u8(0);  // UNWIND_INFO of a version that does not exist
  b.zeros(kCode - b.size());
  for (unsigned rva = 0x1180; rva < 0x13e0; rva += 2) b.u8(0xff).u8(0xd0);  // call rax
  return b;
}

/// One thread in the image of hand_made_amd64, whose code is CALL RAX all over where a test puts nothing
/// else.
class Amd64Walk : public testing::Test {
 protected:
  Amd64Walk() : file_(test::hand_made_amd64(section(), 7)) {
    Module module;
    module.BaseOfImage = kBase;
    module.SizeOfImage = 0x2000;
    module.path = "C:\\a.exe";
    snapshot.modules.push_back(module);
    Thread thread;
    thread.ThreadId = 8;
    thread.stack = {{kStack}, kStackSize};
    snapshot.threads.push_back(thread);
    snapshot.system.ProcessorArchitecture = Processor::kAmd64;
    snapshot.system.PlatformId = 2;
    context.Rsp = kStack;
  }

  void code(std::uint32_t rva, std::initializer_list<int> bytes) {
    for (const int byte : bytes) file_[0x200 + rva++ - kSectionRva] = static_cast<std::byte>(byte);
  }
  void word(std::uint64_t address, std::uint64_t value) {
    for (int i = 0; i < 8; ++i) stack_[address - kStack + i] = static_cast<std::byte>(value >> 8 * i);
  }
  void has_no_unwind_data() { first_byte_ = kCode; }

  CallStack walk(std::uint32_t rva, std::size_t limit = 100) { return walk_from(kBase + rva, limit); }
  CallStack walk_from(std::uint64_t rip, std::size_t limit = 100) {
    auto memory = std::make_shared<snapshot::CapturedMemory>();
    memory->append({kStack}, stack_);
    const auto file = std::span(file_);
    if (has_header) memory->append({kBase}, to_vector(file.first(0x200)));
    memory->append({kBase + kSectionRva + first_byte_}, to_vector(file.subspan(0x200 + first_byte_)));
    snapshot.memory = memory;
    context.Rip = rip;
    const structures::ModuleImages modules(snapshot, {});
    const structures::ProcessStructures structures;
    return StackWalk(snapshot, modules, structures).walk(snapshot.threads[0], context, limit);
  }

  Snapshot snapshot;
  ContextAmd64 context;
  bool has_header = true;

 private:
  static std::vector<std::byte> to_vector(std::span<const std::byte> bytes) {
    return {bytes.begin(), bytes.end()};
  }

  std::vector<std::byte> file_, stack_ = std::vector<std::byte>(kStackSize);
  std::uint64_t first_byte_ = 0;
};

using Rips = std::vector<std::uint64_t>;

Rips rips(const CallStack& stack) {
  Rips list;
  for (const StackFrame& frame : stack.frames) list.push_back(frame.eip - kBase);
  return list;
}

TEST_F(Amd64Walk, undoes_the_frames_that_unwind_data_describe) {
  context.Rbx = 1;
  word(kStack + 0x20, 0x77);            // rbx
  word(kStack + 0x28, kBase + 0x1190);  // into the function with 28h bytes
  word(kStack + 0x30 + 0x28, 0);
  const CallStack stack = walk(0x11b0);
  EXPECT_EQ(rips(stack), (Rips{0x11b0, 0x1190}));
  EXPECT_EQ(stack.frames[1].trust, Trust::kUnwindInfo);
  EXPECT_EQ(stack.frames[1].esp, kStack + 0x30);
  EXPECT_EQ(stack.stop, "return address 0");
}

TEST_F(Amd64Walk, says_where_the_return_address_lies_and_which_call_is_before_it) {
  code(0x118b, {0xe8, 0x10, 0, 0, 0});
  word(kStack + 0x28, kBase + 0x1190);
  const CallStack stack = walk(0x11b0);
  ASSERT_EQ(stack.frames.size(), 2u);
  const auto& evidence = stack.frames[1].evidence;
  ASSERT_TRUE(evidence && evidence->call);
  EXPECT_EQ(evidence->slot, kStack + 0x28);
  EXPECT_EQ(evidence->call->address, kBase + 0x118b);
  EXPECT_EQ(evidence->call->target, kBase + 0x11a0);
}

TEST_F(Amd64Walk, reads_the_target_of_a_call_through_an_import_slot) {
  code(0x118a, {0xff, 0x15, 0x10, 0x02, 0, 0});  // call [rip + 210h]
  code(0x13a0, {0xa0, 0x11, 0, 0x40, 1, 0, 0, 0});
  word(kStack + 0x28, kBase + 0x1190);
  const CallStack stack = walk(0x11b0);
  ASSERT_EQ(stack.frames.size(), 2u);
  EXPECT_EQ(stack.frames[1].evidence->call->target, kBase + 0x11a0);
}

TEST_F(Amd64Walk, a_leafs_caller_is_on_top_of_the_stack) {
  word(kStack, kBase + 0x1190);
  const CallStack stack = walk(0x12c0);
  EXPECT_EQ(rips(stack), (Rips{0x12c0, 0x1190}));
  EXPECT_EQ(stack.frames[1].trust, Trust::kLeaf);
  EXPECT_EQ(stack.frames[1].esp, kStack + 8);
}

TEST_F(Amd64Walk, a_leaf_that_would_have_called_ends_the_walk) {
  word(kStack, kBase + 0x12c0);  // nothing describes the caller
  word(kStack + 8, kBase + 0x1190);
  const CallStack stack = walk(0x12d0);
  EXPECT_EQ(rips(stack), (Rips{0x12d0, 0x12c0}));
  EXPECT_EQ(stack.stop, "no unwind data for a.exe+0x12bf, which calls");
}

TEST_F(Amd64Walk, a_function_that_ends_in_a_call_is_the_one_that_is_undone) {
  word(kStack, kBase + 0x1209);  // behind the function's last byte, where another one begins
  word(kStack + 8 + 0x28, kBase + 0x1190);
  code(0x1204, {0xe8, 0, 0, 0, 0});
  const CallStack stack = walk(0x12c0);
  EXPECT_EQ(rips(stack), (Rips{0x12c0, 0x1209, 0x1190}));
  EXPECT_EQ(stack.frames[2].esp, kStack + 8 + 0x30);
}

TEST_F(Amd64Walk, a_return_address_at_an_epilogue_is_in_the_body) {
  // The CALL's last bytes read as `pop rbx; ret`, and what follows it is an epilogue.
  code(0x118b, {0xe8, 0x5b, 0xc3, 0, 0, 0x48, 0x83, 0xc4, 0x28, 0xc3});
  word(kStack, kBase + 0x1190);
  word(kStack + 8 + 0x28, kBase + 0x11b0);
  EXPECT_EQ(rips(walk(0x12c0)), (Rips{0x12c0, 0x1190, 0x11b0}));
}

TEST_F(Amd64Walk, a_call_to_nowhere_left_its_return_address) {
  word(kStack, kBase + 0x1190);
  for (const std::uint64_t rip : {std::uint64_t{0}, std::uint64_t{0xcccccccccccccccc}, kBase + 0x100}) {
    const CallStack stack = walk_from(rip);
    EXPECT_EQ(rips(stack), (Rips{rip - kBase, 0x1190}));
  }
}

TEST_F(Amd64Walk, without_a_call_before_it_a_word_is_no_return_address) {
  code(0x1180,
       {0x90, 0x90, 0x90, 0x90, 0x90, 0x90, 0x90, 0x90, 0x90, 0x90, 0x90, 0x90, 0x90, 0x90, 0x90, 0x90});
  word(kStack, kBase + 0x1190);
  const CallStack stack = walk_from(0);
  EXPECT_EQ(stack.frames.size(), 1u);
  EXPECT_EQ(stack.stop, "the return address does not follow a CALL");
  ASSERT_EQ(stack.rejected.size(), 1u);
  EXPECT_EQ(stack.rejected[0].slot, kStack);
}

TEST_F(Amd64Walk, stops_at_return_addresses_that_are_no_code) {
  word(kStack, kBase + 0x100);
  EXPECT_EQ(walk(0x12c0).stop, "the return address is in no code");
  word(kStack, 0x1234);
  EXPECT_EQ(walk(0x12c0).stop, "the return address is in no module");
}

TEST_F(Amd64Walk, a_machine_frame_leads_to_the_interrupted_instruction) {
  word(kStack, kBase + 0x1250);  // in the dispatcher, whose frame is RIP, CS, RFLAGS, RSP, SS
  const std::uint64_t interrupted = kBase + 0x12c1;  // a leaf, and no CALL ends there
  word(kStack + 8, interrupted);
  word(kStack + 8 + 24, kStack + 0x100);
  word(kStack + 0x100, kBase + 0x1190);
  const CallStack stack = walk(0x12d0);
  EXPECT_EQ(rips(stack), (Rips{0x12d0, 0x1250, 0x12c1, 0x1190}));
  EXPECT_EQ(stack.frames[2].trust, Trust::kException);
  EXPECT_EQ(stack.frames[2].esp, kStack + 0x100);
  EXPECT_FALSE(stack.frames[2].evidence);
}

TEST_F(Amd64Walk, a_machine_frame_that_leads_down_ends_the_walk) {
  word(kStack, kBase + 0x1250);
  word(kStack + 8, kBase + 0x12c1);
  word(kStack + 8 + 24, kStack);
  EXPECT_EQ(walk(0x12d0).stop, "the stack does not rise");
}

TEST_F(Amd64Walk, a_frame_register_that_points_down_or_away_ends_the_walk) {
  context.Rsp = kStack + 0x100;
  context.Rbp = kStack + 0x80;
  word(kStack + 0x80 + 0x28, kBase + 0x1190);
  EXPECT_EQ(walk(0x1270).stop, "the stack does not rise");
  context.Rbp = kBase + 0x1180;
  EXPECT_EQ(walk(0x1270).frames.size(), 1u);
}

TEST_F(Amd64Walk, follows_a_frame_register) {
  context.Rbp = kStack + 0x200;
  word(kStack + 0x200 + 0x20, 0x4444);  // the caller's rbp
  word(kStack + 0x200 + 0x28, kBase + 0x1190);
  const CallStack stack = walk(0x1270);
  EXPECT_EQ(rips(stack), (Rips{0x1270, 0x1190}));
  EXPECT_EQ(stack.frames[1].ebp, 0x4444u);
  EXPECT_EQ(stack.frames[1].esp, kStack + 0x230);
}

TEST_F(Amd64Walk, gaps_of_the_dump_are_not_unwind_data) {
  has_no_unwind_data();
  word(kStack, kBase + 0x1190);
  const CallStack stack = walk(0x11b0);
  EXPECT_EQ(stack.frames.size(), 1u);
  EXPECT_EQ(stack.stop,
            "no unwind data for a.exe: its image is not in the dump; give its folder with --symbols");
}

TEST_F(Amd64Walk, without_unwind_data_a_system_call_stub_is_a_leaf) {
  has_no_unwind_data();
  has_header = false;
  code(0x11a0, {0x4c, 0x8b, 0xd1, 0xb8, 0x55, 0, 0, 0, 0x0f, 0x05, 0xc3});  // mov r10, rcx; ...; syscall; ret
  word(kStack, kBase + 0x1190);
  for (const std::uint32_t offset : {0u, 3u, 8u, 10u})
    EXPECT_EQ(rips(walk(0x11a0 + offset)), (Rips{0x11a0 + offset, 0x1190})) << offset;
  code(0x11a0, {0x53, 0x5b, 0xc3});  // push rbx; pop rbx; ret
  EXPECT_EQ(rips(walk(0x11a0)), (Rips{0x11a0}));
}

TEST_F(Amd64Walk, without_unwind_data_a_call_of_the_code_before_rip_is_looked_for) {
  has_no_unwind_data();
  code(0x118b, {0xe8, 0x10, 0, 0, 0});  // call 11a0
  word(kStack + 0x10, kBase + 0x11d0);  // behind CALL RAX
  word(kStack + 0x18, kBase + 0x1190);
  const CallStack stack = walk(0x11b0);
  ASSERT_EQ(rips(stack), (Rips{0x11b0, 0x1190}));
  EXPECT_EQ(stack.frames[1].trust, Trust::kScan);
  EXPECT_EQ(stack.frames[1].rejected.size(), 1u);
}

TEST_F(Amd64Walk, behind_a_scan_a_frame_register_is_not_known) {
  code(0x1285, {0xe8, 0x06, 0, 0, 0});  // broken unwind data: call 1290
  code(0x1275, {0xe8, 0x16, 0, 0, 0});  // in the function with a frame register: call 1290
  context.Rbp = kStack + 0x200;
  word(kStack, kBase + 0x127a);
  const CallStack stack = walk(0x1298);
  EXPECT_EQ(rips(stack), (Rips{0x1298, 0x127a}));
  EXPECT_EQ(stack.frames[1].trust, Trust::kScan);
  EXPECT_EQ(stack.stop, "the frame's register is not known behind a scan");
}

TEST_F(Amd64Walk, broken_unwind_data_end_the_walk) {
  EXPECT_EQ(walk(0x1290).stop, "the unwind data for a.exe+0x1290 is broken");
}

TEST_F(Amd64Walk, ends_at_the_limit_and_at_the_end_of_the_stack) {
  for (std::uint64_t at = kStack; at < kStack + kStackSize; at += 8) word(at, kBase + 0x1190);
  EXPECT_EQ(walk(0x1190, 5).frames.size(), 5u);
  EXPECT_EQ(walk(0x1190, 5).stop, "frame limit reached");
  const CallStack all = walk(0x1190);
  EXPECT_EQ(all.frames.size(), 1 + kStackSize / 0x30);
  EXPECT_EQ(all.stop, "no memory at 0x9018");
}

TEST_F(Amd64Walk, the_teb_says_where_the_stack_ends) {
  for (std::uint64_t at = kStack; at < kStack + kStackSize; at += 8) word(at, kBase + 0x1190);
  snapshot.threads[0].Teb = kStack + 0xf00;
  word(kStack + 0xf00 + 0x08, kStack + 0x100);  // StackBase
  word(kStack + 0xf00 + 0x10, kStack);          // StackLimit
  word(kStack + 0xf00 + 0x30, kStack + 0xf00);  // Self
  const CallStack stack = walk(0x1190);
  EXPECT_EQ(stack.frames.size(), 1 + 0x100 / 0x30);
  EXPECT_EQ(stack.stop, "the return address is outside the thread's stack");
}

}  // namespace
}  // namespace dumplab::unwind
