// SPDX-License-Identifier: MIT
// What is left of a float instruction that faults or has an unmasked exception.  Expectations are silicon's.
#include <gtest/gtest.h>

#include "simulator/cpu/float_fields.h"
#include "simulator/cpu/machine.h"

namespace dumplab::cpu::testing {
namespace {

using Kind = Stop::Kind;

constexpr std::uint32_t kNowhere = 0x00900000, kEnd = kData + 0x2000;  // of the two data pages
constexpr std::uint32_t kAllMasked = 0x1f80, kUnmaskedUnderflow = 0x0800, kUnmaskedOverflow = 0x0400;
constexpr std::size_t kXmm1 = kXmm0 + 16;

void set_st0(Machine& machine, std::uint64_t significand, std::uint16_t sign_exponent) {
  set_field<std::uint8_t>(machine, kTags, 0xff);
  set_field(machine, kSt0, significand);
  set_field(machine, kSt0 + 8, sign_exponent);
}

TEST(FloatFaults, fcomip_with_an_unmasked_invalid_sets_eflags_and_does_not_pop) {
  Machine machine;
  machine.code({0xdf, 0xf1});  // fcomip st0, st1: both are empty
  set_field<std::uint16_t>(machine, kControl, 0x037e);
  machine.processor.state.eflags |= x86::kOverflow | x86::kSign;
  machine.processor.run(1);
  EXPECT_EQ(machine.status(), x86::kZero | x86::kParity | x86::kCarry);
  EXPECT_EQ(field<std::uint16_t>(machine, kStatus), 0x80c1);  // TOP is still 0
}

TEST(FloatFaults, an_unmasked_denormal_is_all_that_fsin_reports) {
  Machine machine;
  machine.code({0xd9, 0xfe});  // fsin
  set_field<std::uint16_t>(machine, kControl, 0x037d);
  set_st0(machine, 1, 0);
  machine.processor.run(1);
  EXPECT_EQ(field<std::uint16_t>(machine, kStatus), 0x8082);
}

TEST(FloatFaults, fsin_of_the_least_denormal_is_itself_in_every_rounding_mode) {
  for (const std::uint16_t rounding : {0x000, 0x400, 0x800, 0xc00}) {
    for (const std::uint16_t sign : {0x0000, 0x8000}) {
      Machine machine;
      machine.code({0xd9, 0xfe});
      set_field<std::uint16_t>(machine, kControl, 0x037f | rounding);
      set_st0(machine, 1, sign);
      machine.processor.run(1);
      EXPECT_EQ(field<std::uint64_t>(machine, kSt0), 1u) << rounding;
      EXPECT_EQ(field<std::uint16_t>(machine, kSt0 + 8), sign) << rounding;
    }
  }
}

TEST(FloatFaults, fyl2x_of_zero_divides_and_does_not_look_at_a_denormal) {
  Machine machine;
  machine.code({0xd9, 0xf1});  // fyl2x
  set_st0(machine, 0, 0);
  set_field<std::uint64_t>(machine, kSt0 + 16, 1);
  machine.processor.run(1);
  EXPECT_EQ(field<std::uint16_t>(machine, kStatus) & 0x3f, 0x04);
}

TEST(FloatFaults, an_mmx_store_that_faults_has_reset_top_but_not_the_tags) {
  Machine machine;
  machine.code({0x0f, 0x7f, 0x03});  // movq [ebx], mm0
  machine.reg(x86::kEbx) = kNowhere;
  set_field<std::uint16_t>(machine, kStatus, 0x2800);
  set_field<std::uint8_t>(machine, kTags, 0x21);
  EXPECT_EQ(machine.processor.run(1).fault.vector, x86::kPageFault);
  EXPECT_EQ(field<std::uint16_t>(machine, kStatus), 0u);
  EXPECT_EQ(field<std::uint8_t>(machine, kTags), 0x21);
}

TEST(FloatFaults, an_mmx_load_that_faults_leaves_the_x87_state) {
  Machine machine;
  machine.code({0x0f, 0x6f, 0x03});  // movq mm0, [ebx]
  machine.reg(x86::kEbx) = kNowhere;
  set_field<std::uint16_t>(machine, kStatus, 0x2800);
  set_field<std::uint8_t>(machine, kTags, 0x21);
  EXPECT_EQ(machine.processor.run(1).fault.vector, x86::kPageFault);
  EXPECT_EQ(field<std::uint16_t>(machine, kStatus), 0x2800);
  EXPECT_EQ(field<std::uint8_t>(machine, kTags), 0x21);
}

TEST(FloatFaults, cvtps2pi_has_entered_mmx_state_when_it_raises_xm) {
  Machine machine;
  machine.code({0x0f, 0x2d, 0xc0});  // cvtps2pi mm0, xmm0
  set_field<std::uint16_t>(machine, kStatus, 0x2800);
  set_field(machine, kXmm0, 0.5f);
  set_field<std::uint32_t>(machine, kMxcsr, 0x0f80);  // inexact unmasked
  EXPECT_EQ(machine.processor.run(1).fault.vector, x86::kSimdFloatingPoint);
  EXPECT_EQ(field<std::uint16_t>(machine, kStatus), 0u);
  EXPECT_EQ(field<std::uint8_t>(machine, kTags), 0xff);
}

TEST(FloatFaults, unmasked_underflow_is_raised_for_an_exact_denormal_result) {
  Machine machine;
  machine.code({0xf3, 0x0f, 0x58, 0xc1});  // addss xmm0, xmm1
  set_field<std::uint32_t>(machine, kXmm0, 0x00000010);
  set_field<std::uint32_t>(machine, kXmm1, 0x00000001);
  set_field<std::uint32_t>(machine, kMxcsr, kAllMasked & ~kUnmaskedUnderflow);
  EXPECT_EQ(machine.processor.run(1).fault.vector, x86::kSimdFloatingPoint);
  EXPECT_EQ(field<std::uint32_t>(machine, kMxcsr), 0x1792u);  // underflow, denormal; exact
}

TEST(FloatFaults, masked_underflow_is_not_raised_for_an_exact_denormal_result) {
  Machine machine;
  machine.code({0xf3, 0x0f, 0x58, 0xc1});
  set_field<std::uint32_t>(machine, kXmm0, 0x00000010);
  set_field<std::uint32_t>(machine, kXmm1, 0x00000001);
  set_field<std::uint32_t>(machine, kMxcsr, kAllMasked & ~kUnmaskedOverflow);
  EXPECT_EQ(machine.processor.run(1).kind, Kind::kBudget);
  EXPECT_EQ(field<std::uint32_t>(machine, kXmm0), 0x11u);
  EXPECT_EQ(field<std::uint32_t>(machine, kMxcsr), 0x1b82u);
}

TEST(FloatFaults, unmasked_overflow_is_inexact_only_if_the_significand_is) {
  Machine machine;
  machine.code({0xf3, 0x0f, 0x59, 0xc1});  // mulss xmm0, xmm1
  set_field(machine, kXmm0, 0x1p127f);
  set_field(machine, kXmm1, 2.0f);
  set_field<std::uint32_t>(machine, kMxcsr, kAllMasked & ~kUnmaskedOverflow);
  EXPECT_EQ(machine.processor.run(1).fault.vector, x86::kSimdFloatingPoint);
  EXPECT_EQ(field<std::uint32_t>(machine, kMxcsr), 0x1b88u);
}

TEST(FloatFaults, fxsave_and_fxrstor_name_the_last_byte_of_what_they_cannot_reach) {
  for (const int code : {0x03, 0x0b}) {  // fxsave [ebx], fxrstor [ebx]
    Machine machine;
    machine.code({0x0f, 0xae, code});
    machine.reg(x86::kEbx) = kEnd - 0x140;  // the first 320 bytes are there
    const Stop stop = machine.processor.run(1);
    EXPECT_EQ(stop.fault.vector, x86::kPageFault);
    EXPECT_EQ(stop.fault.linear, kEnd + 0xbf);
    EXPECT_EQ(machine.peek(kEnd - 0x140), 0u);
  }
}

TEST(FloatFaults, fnstenv_and_fldenv_reach_for_the_first_field_and_then_the_last_byte) {
  for (const int code : {0x33, 0x23}) {  // fnstenv [ebx], fldenv [ebx]
    Machine machine;
    machine.code({0xd9, code});
    machine.reg(x86::kEbx) = kEnd - 4;
    EXPECT_EQ(machine.processor.run(1).fault.linear, kEnd + 23);
    EXPECT_EQ(machine.peek(kEnd - 4), 0u);
    machine.eip() = kCode;
    machine.reg(x86::kEbx) = kEnd - 3;
    EXPECT_EQ(machine.processor.run(1).fault.linear, kEnd);
  }
}

TEST(FloatFaults, fnsave_over_the_end_of_fs_is_a_protection_fault_where_a_part_does_not_fit) {
  Machine machine;
  machine.processor.state.fs_base = kData + 0x100;
  machine.code({0x64, 0xdd, 0x33});  // fnsave fs:[ebx]
  machine.reg(x86::kEbx) = 0u - 32;  // ST0 starts 4 bytes before the end
  EXPECT_EQ(machine.processor.run(1).fault.vector, x86::kGeneralProtection);
  EXPECT_EQ(field<std::uint16_t>(machine, kControl), 0x037f);
  machine.eip() = kCode;
  machine.reg(x86::kEbx) = 0u - 36;  // the end lies between the significand and the exponent
  EXPECT_EQ(machine.processor.run(1).kind, Kind::kBudget);
}

TEST(FloatFaults, a_store_through_cs_faults_only_if_it_would_be_done) {
  Machine machine;
  machine.code({0x2e, 0xdb, 0x13});  // fist dword cs:[ebx], ST0 is empty
  machine.reg(x86::kEbx) = kData;
  EXPECT_EQ(machine.processor.run(1).fault.vector, x86::kGeneralProtection);
  EXPECT_EQ(field<std::uint16_t>(machine, kStatus), 0u);
  set_field<std::uint16_t>(machine, kControl, 0x037e);
  EXPECT_EQ(machine.processor.run(1).kind, Kind::kBudget);
  EXPECT_EQ(field<std::uint16_t>(machine, kStatus), 0x80c1);
}

TEST(FloatFaults, a_pending_exception_comes_before_an_mmx_write_through_cs) {
  Machine machine;
  machine.code({0x2e, 0x0f, 0x7f, 0x03});  // movq cs:[ebx], mm0
  machine.reg(x86::kEbx) = kData;
  EXPECT_EQ(machine.processor.run(1).fault.vector, x86::kGeneralProtection);
  set_field<std::uint16_t>(machine, kControl, 0x037e);
  set_field<std::uint16_t>(machine, kStatus, 0x8081);
  EXPECT_EQ(machine.processor.run(1).fault.vector, x86::kFloatingPoint);
}

TEST(FloatFaults, fbstp_has_written_eight_bytes_when_the_last_two_fault) {
  Machine machine;
  machine.code({0xdf, 0x33});  // fbstp [ebx], ST0 is empty: the indefinite
  machine.reg(x86::kEbx) = kEnd - 8;
  EXPECT_EQ(machine.processor.run(1).fault.linear, kEnd);
  EXPECT_EQ(machine.peek(kEnd - 4), 0xc0000000u);
}

TEST(FloatFaults, so_has_fstp_of_an_empty_register_and_no_other_fstp) {
  Machine machine;
  machine.code({0xdb, 0x3b});  // fstp tbyte [ebx]
  machine.reg(x86::kEbx) = kEnd - 8;
  EXPECT_EQ(machine.processor.run(1).fault.linear, kEnd);
  EXPECT_EQ(machine.peek(kEnd - 4), 0xc0000000u);
  set_st0(machine, std::uint64_t{1} << 63, 0x3fff);
  EXPECT_EQ(machine.processor.run(1).fault.linear, kEnd);
  EXPECT_EQ(machine.peek(kEnd - 4), 0xc0000000u);
}

TEST(FloatFaults, masked_moves_fault_whatever_the_mask_says_upper_half_first) {
  Machine machine;
  machine.code({0x66, 0x0f, 0xf7, 0xc1});  // maskmovdqu xmm0, xmm1, the mask is 0
  machine.reg(x86::kEdi) = kNowhere;
  EXPECT_EQ(machine.processor.run(1).fault.linear, kNowhere + 8);
  machine.code({0x0f, 0xf7, 0xc1});  // maskmovq mm0, mm1
  EXPECT_EQ(machine.processor.run(1).fault.linear, kNowhere);
}

TEST(FloatFaults, rcpss_flushes_a_tiny_result) {
  Machine machine;
  machine.code({0xf3, 0x0f, 0x53, 0xc1});  // rcpss xmm0, xmm1
  set_field(machine, kXmm1, -0x1.000002p126f);
  machine.processor.run(1);
  EXPECT_EQ(field<std::uint32_t>(machine, kXmm0), 0x80000000u);
}

}  // namespace
}  // namespace dumplab::cpu::testing
