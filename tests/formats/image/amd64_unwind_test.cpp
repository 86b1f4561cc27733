// SPDX-License-Identifier: MIT
#include "image/amd64_unwind.h"

#include <gtest/gtest.h>

#include "formats/image/frame_programs.h"
#include "formats/image/hand_made_amd64.h"
#include "support/traced_run.h"

namespace dumplab::image {
namespace {

using test::Bytes;
constexpr std::uint64_t kBase = 0x140000000, kStack = 0x8000;

/// Bytes of memory at kStack.
class Stack : public MemorySource {
 public:
  explicit Stack(const Bytes& bytes) : bytes_(bytes.build()), range_{{kStack}, bytes_.size()} {}
  std::span<const AddressRange> ranges() const override { return {&range_, 1}; }
  std::size_t read(LinearAddress address, std::span<std::byte> out) const override {
    if (!range_.contains(address)) return 0;
    const std::size_t from = address - range_.base, size = std::min(out.size(), bytes_.size() - from);
    std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(from), size, out.begin());
    return size;
  }

 private:
  std::vector<std::byte> bytes_;
  AddressRange range_;
};

/// A function at RVA 0x1100 of 0x20 bytes with `info` and `code`.
std::vector<std::byte> one_function(const Bytes& info, const Bytes& code) {
  Bytes b;
  b.u32(0x1100).u32(0x1120).u32(0x1010).u32(0).append(info);
  return test::hand_made_amd64(b.zeros(0x100 - b.size()).append(code), 1);
}

Amd64Registers at(std::uint32_t rva, std::uint64_t rsp) {
  Amd64Registers registers;
  registers.rip = kBase + rva;
  registers.integer[kRsp] = rsp;
  return registers;
}

TEST(Amd64Unwind, reads_a_leafs_return_address_at_rsp) {
  const auto bytes = one_function(Bytes().u32(1), Bytes());
  const auto caller =
      step(at(0x1180, kStack + 8), test::image_of(bytes), kBase, Stack(Bytes().u64(1).u64(2)));
  ASSERT_TRUE(caller) << caller.error().what;
  EXPECT_EQ(caller->rule, Amd64Rule::kLeaf);
  EXPECT_EQ(caller->registers.rip, 2u);
  EXPECT_EQ(caller->registers.rsp(), kStack + 16);
  EXPECT_EQ(caller->return_slot, kStack + 8);
}

TEST(Amd64Unwind, takes_rip_and_rsp_from_a_machine_frame) {
  // push rsi (1 byte) above an error code.
  const auto bytes =
      one_function(Bytes().u8(1).u8(1).u8(2).u8(0).u16(0x6001).u16(0x1a00), Bytes().fill(0x20, 0x90));
  Bytes stack;
  stack.u64(0x51).u64(0xe).u64(0x7ff700001234).u64(0x33).u64(0x246).u64(0x9000).u64(0x2b);
  const auto caller = step(at(0x1110, kStack), test::image_of(bytes), kBase, Stack(stack));
  ASSERT_TRUE(caller) << caller.error().what;
  EXPECT_EQ(caller->rule, Amd64Rule::kMachineFrame);
  EXPECT_EQ(caller->registers.rip, 0x7ff700001234u);
  EXPECT_EQ(caller->registers.rsp(), 0x9000u);
  EXPECT_EQ(caller->registers.integer[kRsi], 0x51u);
  EXPECT_EQ(caller->return_slot, kStack + 16);
}

TEST(Amd64Unwind, believes_version_2_about_where_epilogues_are) {
  // push rbx; then the same `pop rbx; ret` in the body and at the end.
  Bytes info;
  info.u8(2).u8(1).u8(3).u8(0).u16(0x1602 /* two bytes, at the end */).u16(0x0600).u16(0x3001 /* push rbx */);
  Bytes code;
  code.u8(0x53).u8(0x5b).u8(0xc3).fill(0x1e - 3, 0x90).u8(0x5b).u8(0xc3);
  const auto bytes = one_function(info, code);
  const Stack stack(Bytes().u64(0x11).u64(0x22).u64(0x33));
  const auto at_end = step(at(0x111f, kStack), test::image_of(bytes), kBase, stack);
  ASSERT_TRUE(at_end) << at_end.error().what;
  EXPECT_EQ(at_end->rule, Amd64Rule::kEpilogue);
  EXPECT_EQ(at_end->registers.rip, 0x11u);
  const auto in_body = step(at(0x1102, kStack), test::image_of(bytes), kBase, stack);
  ASSERT_TRUE(in_body);
  EXPECT_EQ(in_body->rule, Amd64Rule::kBody);
  EXPECT_EQ(in_body->registers.integer[kRbx], 0x11u);
  EXPECT_EQ(in_body->registers.rip, 0x22u);
}

TEST(Amd64Unwind, does_not_take_a_jump_inside_the_function_for_an_epilogue) {
  const Bytes info = Bytes().u8(1).u8(1).u8(1).u8(0).u16(0x3001 /* push rbx */);
  const Stack stack(Bytes().u64(0x11).u64(0x22));
  for (const auto& [distance, rule] : {std::pair{0x10, Amd64Rule::kBody},
                                       {0x40, Amd64Rule::kEpilogue},
                                       {-3, Amd64Rule::kEpilogue} /* to its start: calls itself */,
                                       {-2, Amd64Rule::kBody}}) {
    const auto bytes = one_function(info, Bytes().u8(0x53).u8(0xeb).u8(static_cast<std::uint8_t>(distance)));
    const auto caller = step(at(0x1101, kStack), test::image_of(bytes), kBase, stack);
    ASSERT_TRUE(caller);
    EXPECT_EQ(caller->rule, rule) << distance;
  }
}

TEST(Amd64Unwind, names_the_address_of_missing_memory) {
  const auto bytes = one_function(Bytes().u32(1), Bytes());
  const auto caller = step(at(0x1180, kStack + 4), test::image_of(bytes), kBase, Stack(Bytes().u64(1)));
  ASSERT_FALSE(caller);
  EXPECT_EQ(caller.error().kind, ErrorKind::kTruncated);
  EXPECT_EQ(caller.error().where, kStack + 4);
}

TEST(Amd64Unwind, refuses_a_chain_that_never_ends) {
  const auto bytes =
      one_function(Bytes().u8(1 | 4 << 3).u8(0).u8(0).u8(0).u32(0x1100).u32(0x1120).u32(0x1010), Bytes());
  const auto caller = step(at(0x1104, kStack), test::image_of(bytes), kBase, Stack(Bytes().u64(1)));
  ASSERT_FALSE(caller);
  EXPECT_EQ(caller.error().kind, ErrorKind::kMalformed);
}

/// What a function gives back to its caller.
constexpr Amd64Register kNonvolatile[] = {kRbx, kRsp, kRbp, kRsi, kRdi, kR12, kR13, kR14, kR15};
constexpr std::size_t kFirstNonvolatileXmm = 6;

Amd64Registers registers_of(const test::MachineState& state) {
  Amd64Registers result;
  result.rip = state.ip;
  result.integer = state.integer;
  for (std::size_t i = 0; i < 16; ++i) result.xmm[i] = {state.xmm[i].first, state.xmm[i].second};
  return result;
}

void expect_caller(const Amd64Registers& ours, const test::MachineState& truth, std::uint64_t rip) {
  const Amd64Registers expected = registers_of(truth);
  EXPECT_EQ(ours.rip, expected.rip) << std::hex << rip;
  for (const Amd64Register r : kNonvolatile)
    EXPECT_EQ(ours.integer[r], expected.integer[r]) << "register " << r << " at " << std::hex << rip;
  for (std::size_t i = kFirstNonvolatileXmm; i < 16; ++i)
    EXPECT_EQ(ours.xmm[i], expected.xmm[i]) << "xmm" << i << " at " << std::hex << rip;
}

class Amd64Run : public testing::TestWithParam<const char*> {};

TEST_P(Amd64Run, gives_back_the_callers_registers_at_every_instruction) {
  if (!test::has_traced_run()) GTEST_SKIP() << "built without Unicorn";
  const test::FrameProgram program(GetParam());
  DUMPLAB_NEED_PROGRAM(program);
  const PeImage& image = *program.image;
  std::array<std::size_t, 5> rules{};
  std::size_t frames = 0;
  const auto on_instruction = [&](const test::MachineState& state,
                                  std::span<const test::MachineState> callers, const MemorySource& memory) {
    Amd64Registers here = registers_of(state);
    for (std::size_t depth = callers.size(); depth-- > 0 && !testing::Test::HasFailure();) {
      const auto position =
          depth + 1 == callers.size() ? Amd64Position::kInstruction : Amd64Position::kReturnAddress;
      const auto caller = step(here, image, image.image_base(), memory, position);
      ASSERT_TRUE(caller) << caller.error().what << " at " << std::hex << here.rip;
      expect_caller(caller->registers, callers[depth], here.rip);
      EXPECT_EQ(caller->return_slot, callers[depth].integer[kRsp] - 8);
      ++rules[static_cast<std::size_t>(caller->rule)];
      ++frames;
      here = caller->registers;
    }
  };
  const std::size_t count = test::traced_run(image, image.entry_point(), on_instruction);
  EXPECT_GT(count, 1000u);
  for (const Amd64Rule rule :
       {Amd64Rule::kLeaf, Amd64Rule::kPrologue, Amd64Rule::kBody, Amd64Rule::kEpilogue})
    EXPECT_GT(rules[static_cast<std::size_t>(rule)], 0u) << describe(rule);
  std::printf("%zu instructions, %zu frames\n", count, frames);
}

INSTANTIATE_TEST_SUITE_P(Programs, Amd64Run,
                         testing::Values("amd64-O0.exe", "amd64-O1.exe", "amd64-O2.exe", "amd64-Os.exe"),
                         [](const auto& program) { return std::string(program.param).substr(6, 2); });

}  // namespace
}  // namespace dumplab::image
