// SPDX-License-Identifier: MIT
// Registers and flags in, bytes, registers and flags out.  Expectations follow from the operation sections of
// the Intel SDM vol. 2, worked out by hand.
#include <gtest/gtest.h>

#include <vector>

#include "simulator/cpu/machine.h"

namespace dumplab::cpu::testing {
namespace {

constexpr std::uint32_t C = x86::kCarry, P = x86::kParity, A = x86::kAdjust, Z = x86::kZero, S = x86::kSign,
                        O = x86::kOverflow;

struct Case {
  const char* name;
  std::vector<std::uint8_t> bytes;
  std::uint32_t eax, ecx, edx, flags;  // in
  std::uint32_t eax_out, ecx_out, edx_out, flags_out;
  std::uint32_t ignored = 0;  // undefined flags
};

const Case kCases[] = {
    {"add al,1 wraps", {0x04, 0x01}, 0x12ff, 0, 0, 0, 0x1200, 0, 0, C | P | A | Z},
    {"add eax,ecx overflows", {0x01, 0xc8}, 0x7fffffff, 1, 0, 0, 0x80000000, 1, 0, O | S | A | P},
    {"adc takes the carry", {0x11, 0xc8}, 0xffffffff, 0, 0, C, 0, 0, 0, C | P | A | Z},
    {"sub ax,cx borrows", {0x66, 0x29, 0xc8}, 0xabcd0000, 1, 0, 0, 0xabcdffff, 1, 0, C | P | A | S},
    {"sbb eax,eax spreads the carry", {0x19, 0xc0}, 5, 0, 0, C, 0xffffffff, 0, 0, C | P | A | S},
    {"cmp leaves the operand", {0x39, 0xc8}, 1, 2, 0, 0, 1, 2, 0, C | P | A | S},
    {"inc keeps the carry", {0x40}, 0x7fffffff, 0, 0, C, 0x80000000, 0, 0, C | O | S | A | P},
    {"dec ah", {0xfe, 0xcc}, 0x0000, 0, 0, C, 0xff00, 0, 0, C | P | A | S},
    {"neg of 0 clears the carry", {0xf7, 0xd8}, 0, 0, 0, C, 0, 0, 0, P | Z},
    {"neg of the smallest overflows", {0xf7, 0xd8}, 0x80000000, 0, 0, 0, 0x80000000, 0, 0, C | O | S | P},
    {"not leaves the flags", {0xf7, 0xd0}, 0, 0, 0, C | Z, 0xffffffff, 0, 0, C | Z},
    {"xor clears carry and overflow", {0x31, 0xc0}, 7, 0, 0, C | O, 0, 0, 0, P | Z, A},
    {"test al,80", {0xa8, 0x80}, 0x80, 0, 0, C, 0x80, 0, 0, S, A},
    {"shl eax,1", {0xd1, 0xe0}, 0xc0000000, 0, 0, 0, 0x80000000, 0, 0, C | S | P, A},
    {"shr eax,cl by 32 is by 0", {0xd3, 0xe8}, 0xffffffff, 32, 0, C | Z | O, 0xffffffff, 32, 0, C | Z | O},
    {"sar al,1", {0xd0, 0xf8}, 0x81, 0, 0, 0, 0xc0, 0, 0, C | S | P, A},
    {"rol eax,8", {0xc1, 0xc0, 0x08}, 0x12345678, 0, 0, Z, 0x34567812, 0, 0, Z, O},
    {"rcr eax,1", {0xd1, 0xd8}, 2, 0, 0, C, 0x80000001, 0, 0, O},
    {"shld eax,edx,4",
     {0x0f, 0xa4, 0xd0, 0x04},
     0x12345678,
     0,
     0xabcdef01,
     0,
     0x2345678a,
     0,
     0xabcdef01,
     C,
     A | O},
    {"mul fills edx", {0xf7, 0xe1}, 0x80000000, 4, 9, 0, 0, 4, 2, C | O, S | Z | A | P},
    {"imul al", {0xf6, 0xe9}, 0xff, 0xfe, 0, C | O, 0x0002, 0xfe, 0, 0, S | Z | A | P},
    {"imul eax,ecx,-1", {0x6b, 0xc1, 0xff}, 0, 5, 0, C, 0xfffffffb, 5, 0, 0, S | Z | A | P},
    {"div leaves quotient and remainder", {0xf7, 0xf1}, 7, 2, 0, 0, 3, 2, 1, 0, C | P | A | Z | S | O},
    {"idiv rounds towards 0",
     {0xf7, 0xf9},
     0xfffffff9,
     2,
     0xffffffff,
     0,
     0xfffffffd,
     2,
     0xffffffff,
     0,
     C | P | A | Z | S | O},
    {"movzx eax,cl", {0x0f, 0xb6, 0xc1}, 0xffffffff, 0x80, 0, C, 0x80, 0x80, 0, C},
    {"movsx eax,cx", {0x0f, 0xbf, 0xc1}, 0, 0x8000, 0, 0, 0xffff8000, 0x8000, 0, 0},
    {"lea eax,[ecx+edx*4+8]", {0x8d, 0x44, 0x91, 0x08}, 0, 0x100, 0x10, Z, 0x148, 0x100, 0x10, Z},
    {"lea ax from 16-bit address [bp+8]",
     {0x67, 0x66, 0x8d, 0x46, 0x08},
     0xffff0000,
     0,
     0,
     0,
     0xffff0008,
     0,
     0,
     0},
    {"cmovz not taken", {0x0f, 0x44, 0xc1}, 1, 2, 0, 0, 1, 2, 0, 0},
    {"cmovz taken", {0x0f, 0x44, 0xc1}, 1, 2, 0, Z, 2, 2, 0, Z},
    {"setl is sign unlike overflow", {0x0f, 0x9c, 0xc0}, 0xff00, 0, 0, S, 0xff01, 0, 0, S},
    {"bswap", {0x0f, 0xc8}, 0x11223344, 0, 0, 0, 0x44332211, 0, 0, 0},
    {"cdq", {0x99}, 0x80000000, 0, 0, 0, 0x80000000, 0, 0xffffffff, 0},
    {"cbw", {0x66, 0x98}, 0x123400ff, 0, 0, 0, 0x1234ffff, 0, 0, 0},
    {"xchg ah,al", {0x86, 0xc4}, 0x1234, 0, 0, 0, 0x3412, 0, 0, 0},
    {"xadd", {0x0f, 0xc1, 0xc8}, 5, 7, 0, 0, 12, 5, 0, P},
    {"cmpxchg equal", {0x0f, 0xb1, 0xd1}, 3, 3, 9, 0, 3, 9, 9, Z | P},
    {"cmpxchg unlike", {0x0f, 0xb1, 0xd1}, 3, 4, 9, 0, 4, 4, 9, C | S | P | A},
    {"bt beyond the register wraps", {0x0f, 0xa3, 0xc8}, 2, 33, 0, 0, 2, 33, 0, C, O | S | A | P},
    {"btr", {0x0f, 0xba, 0xf0, 0x01}, 3, 0, 0, 0, 1, 0, 0, C, O | S | A | P},
    {"bsf", {0x0f, 0xbc, 0xc1}, 0, 0x50, 0, Z, 4, 0x50, 0, 0, C | O | S | A | P},
    {"bsr of 0 sets zero", {0x0f, 0xbd, 0xc1}, 7, 0, 0, 0, 7, 0, 0, Z, C | O | S | A | P},
    {"sahf takes any combination", {0x9e}, 0xc500, 0, 0, O, 0xc500, 0, 0, O | S | Z | P | C},
    {"lahf gives it back", {0x9f}, 0, 0, 0, S | Z | C, 0xc300, 0, 0, S | Z | C},
    {"daa", {0x27}, 0x9a, 0, 0, 0, 0x00, 0, 0, C | A | P | Z, O},
    {"das", {0x2f}, 0x05, 0, 0, A, 0xff, 0, 0, C | A | P | S, O},
    {"aam", {0xd4, 0x0a}, 0x3f, 0, 0, 0, 0x0603, 0, 0, P, C | O | A},
    {"aad", {0xd5, 0x0a}, 0x0603, 0, 0, 0, 0x3f, 0, 0, P, C | O | A},
    {"salc", {0xd6}, 0x1200, 0, 0, C, 0x12ff, 0, 0, C},
};

TEST(Instruction, does_what_the_manual_says_to_registers_and_flags) {
  Machine machine;
  for (const Case& test : kCases) {
    SCOPED_TRACE(test.name);
    machine.poke(kCode, test.bytes);
    machine.eip() = kCode;
    machine.reg(x86::kEax) = test.eax;
    machine.reg(x86::kEcx) = test.ecx;
    machine.reg(x86::kEdx) = test.edx;
    machine.processor.state.eflags = 0x202 | test.flags;
    const Stop stop = machine.processor.run(1);
    EXPECT_EQ(stop.kind, Stop::Kind::kBudget);
    EXPECT_EQ(machine.eip(), kCode + test.bytes.size());
    EXPECT_EQ(machine.reg(x86::kEax), test.eax_out);
    EXPECT_EQ(machine.reg(x86::kEcx), test.ecx_out);
    EXPECT_EQ(machine.reg(x86::kEdx), test.edx_out);
    EXPECT_EQ(machine.status() & ~test.ignored, test.flags_out & ~test.ignored);
  }
}

TEST(Instruction, branches_test_the_sixteen_conditions) {
  // Source: Intel SDM vol. 1, table B-1.
  const auto expected = [](unsigned condition, std::uint32_t flags) {
    const bool cf = flags & C, pf = flags & P, zf = flags & Z, sf = flags & S, of = flags & O;
    const bool values[] = {of, cf, zf, cf || zf, sf, pf, sf != of, zf || sf != of};
    return values[condition / 2] != (condition % 2 == 1);
  };
  Machine machine;
  for (unsigned condition = 0; condition < 16; ++condition) {
    machine.code({0x70 | static_cast<int>(condition), 0x10});
    for (unsigned bits = 0; bits < 64; ++bits) {
      const std::uint32_t flags = (bits & 1 ? C : 0) | (bits & 2 ? P : 0) | (bits & 4 ? A : 0) |
                                  (bits & 8 ? Z : 0) | (bits & 16 ? S : 0) | (bits & 32 ? O : 0);
      machine.eip() = kCode;
      machine.processor.state.eflags = 0x202 | flags;
      machine.processor.run(1);
      EXPECT_EQ(machine.eip(), kCode + (expected(condition, flags) ? 0x12 : 2)) << condition << " " << flags;
      EXPECT_EQ(machine.status(), flags);
    }
  }
}

TEST(Instruction, adds_the_fs_base_to_a_memory_operand) {
  Machine machine;
  machine.poke(kData + 0x18, {0x78, 0x56, 0x34, 0x12});
  machine.processor.state.fs_base = kData;
  machine.code({0x64, 0xa1, 0x18, 0, 0, 0, 0x64, 0x8b, 0x0c, 0x95, 0x08, 0, 0, 0});  // mov ecx, fs:[edx*4+8]
  machine.reg(x86::kEdx) = 4;
  machine.processor.run(2);
  EXPECT_EQ(machine.reg(x86::kEax), 0x12345678u);
  EXPECT_EQ(machine.reg(x86::kEcx), 0x12345678u);
}

TEST(Instruction, bt_with_a_register_reaches_beyond_the_memory_operand) {
  Machine machine;
  machine.poke(kData, {0, 0, 0, 0x80});
  machine.code({0x0f, 0xab, 0x08});  // bts [eax], ecx
  machine.reg(x86::kEax) = kData + 4;
  machine.reg(x86::kEcx) = static_cast<std::uint32_t>(-2);
  machine.processor.run(1);
  EXPECT_EQ(machine.peek(kData), 0xc0000000u);
  EXPECT_EQ(machine.status() & x86::kCarry, 0u);
}

TEST(Instruction, pop_into_memory_counts_the_new_esp_in_the_address) {
  Machine machine;
  machine.poke(kTop, {1, 0, 0, 0, 2, 0, 0, 0});
  machine.code({0x8f, 0x04, 0x24});  // pop [esp]
  machine.processor.run(1);
  EXPECT_EQ(machine.peek(kTop + 4), 1u);
  EXPECT_EQ(machine.reg(x86::kEsp), kTop + 4);
}

TEST(Instruction, push_esp_stores_the_old_value) {
  Machine machine;
  machine.code({0x54});
  machine.processor.run(1);
  EXPECT_EQ(machine.peek(kTop - 4), kTop);
}

TEST(Instruction, pushad_and_popad_skip_the_stored_esp) {
  Machine machine;
  for (unsigned index = 0; index < 8; ++index) {
    if (index != x86::kEsp) machine.processor.state.gpr[index] = index + 1;
  }
  machine.code({0x60, 0x31, 0xc0, 0x61});
  machine.processor.run(3);
  EXPECT_EQ(machine.peek(kTop - 4), 1u);
  EXPECT_EQ(machine.peek(kTop - 20), kTop);
  EXPECT_EQ(machine.peek(kTop - 32), 8u);
  EXPECT_EQ(machine.reg(x86::kEsp), kTop);
  EXPECT_EQ(machine.reg(x86::kEax), 1u);
}

TEST(Instruction, enter_and_leave_build_and_drop_a_frame) {
  Machine machine;
  machine.reg(x86::kEbp) = 0x1234;
  machine.code({0xc8, 0x10, 0, 0, 0xc9});
  machine.processor.run(1);
  EXPECT_EQ(machine.reg(x86::kEbp), kTop - 4);
  EXPECT_EQ(machine.reg(x86::kEsp), kTop - 20);
  machine.processor.run(1);
  EXPECT_EQ(machine.reg(x86::kEbp), 0x1234u);
  EXPECT_EQ(machine.reg(x86::kEsp), kTop);
}

TEST(Instruction, cmpxchg8b_swaps_eight_bytes) {
  Machine machine;
  machine.poke(kData, {1, 0, 0, 0, 2, 0, 0, 0});
  machine.code({0xf0, 0x0f, 0xc7, 0x0f});  // lock cmpxchg8b [edi]
  machine.reg(x86::kEdi) = kData;
  machine.reg(x86::kEax) = 1;
  machine.reg(x86::kEdx) = 2;
  machine.reg(x86::kEbx) = 3;
  machine.reg(x86::kEcx) = 4;
  machine.processor.run(1);
  EXPECT_EQ(machine.peek(kData), 3u);
  EXPECT_EQ(machine.peek(kData + 4), 4u);
  EXPECT_NE(machine.status() & x86::kZero, 0u);
}

TEST(Instruction, popfd_changes_no_privileged_flag) {
  Machine machine;
  machine.poke(kTop, {0xff, 0xfe, 0xff, 0xff});  // all but TF
  machine.code({0x9d});
  machine.processor.run(1);
  // IF stays set; IOPL, VM, VIF and VIP stay clear.  Source: Intel SDM vol. 2, POPF, table 4-15.
  EXPECT_EQ(machine.processor.state.eflags, 0x244ed7u);
}

TEST(Instruction, rdtsc_is_the_base_plus_the_instructions_retired_before) {
  Machine machine;
  machine.processor.time_stamp_base = 0x100000000;
  machine.code({0x90, 0x90, 0x0f, 0x31});
  machine.processor.run(3);
  EXPECT_EQ(machine.reg(x86::kEax), 2u);
  EXPECT_EQ(machine.reg(x86::kEdx), 1u);
}

TEST(Instruction, repeated_string_moves_run_in_both_directions) {
  Machine machine;
  machine.poke(kData, {1, 2, 3, 4});
  machine.code({0xf3, 0xa4, 0xfd, 0xf3, 0xa4});
  machine.reg(x86::kEsi) = kData;
  machine.reg(x86::kEdi) = kData + 1;
  machine.reg(x86::kEcx) = 3;
  machine.processor.run(1);
  EXPECT_EQ(machine.peek(kData), 0x01010101u);  // an overlapping forward move repeats the first byte
  machine.poke(kData, {1, 2, 3, 4});
  machine.reg(x86::kEsi) = kData + 2;
  machine.reg(x86::kEdi) = kData + 3;
  machine.reg(x86::kEcx) = 3;
  machine.processor.run(2);
  EXPECT_EQ(machine.peek(kData), 0x03020101u);
  EXPECT_EQ(machine.reg(x86::kEsi), kData - 1);
}

TEST(Instruction, repne_scasb_finds_the_terminator) {
  Machine machine;
  machine.poke(kData, {'a', 'b', 'c', 0});
  machine.code({0xf2, 0xae});
  machine.reg(x86::kEdi) = kData;
  machine.reg(x86::kEcx) = 0xffffffff;
  machine.processor.run(1);
  EXPECT_EQ(machine.reg(x86::kEdi), kData + 4);
  EXPECT_EQ(machine.reg(x86::kEcx), 0xfffffffbu);
  EXPECT_NE(machine.status() & x86::kZero, 0u);
}

TEST(Instruction, fxsave_and_fxrstor_carry_the_control_words) {
  Machine machine;
  machine.poke(kData, {0x7f, 0x02});
  // fninit; fldcw [eax]; fxsave [ecx]; fninit; fxrstor [ecx]; fnstcw [edx]; fnstsw ax
  machine.code(
      {0xdb, 0xe3, 0xd9, 0x28, 0x0f, 0xae, 0x01, 0xdb, 0xe3, 0x0f, 0xae, 0x09, 0xd9, 0x3a, 0xdf, 0xe0});
  machine.reg(x86::kEax) = kData;
  machine.reg(x86::kEcx) = kData + 0x100;
  machine.reg(x86::kEdx) = kData + 4;
  EXPECT_EQ(machine.processor.run(7).kind, Stop::Kind::kBudget);
  EXPECT_EQ(machine.peek(kData + 4), 0x27fu);
  EXPECT_EQ(machine.peek(kData + 0x100 + 24), 0x1f80u);
  EXPECT_EQ(machine.reg(x86::kEax), kData & 0xffff0000);
}

}  // namespace
}  // namespace dumplab::cpu::testing
