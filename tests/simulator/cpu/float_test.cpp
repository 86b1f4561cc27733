// SPDX-License-Identifier: MIT
// Exceptions, environments and approximations: what the host oracle cannot show.  Expectations follow from
// the Intel SDM vol. 1, chapters 8 to 11.
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>

#include "simulator/cpu/float_fields.h"
#include "simulator/cpu/machine.h"

namespace dumplab::cpu::testing {
namespace {

using Kind = Stop::Kind;

TEST(X87Exceptions, an_unmasked_one_waits_for_the_next_waiting_instruction) {
  Machine machine;
  // fldz; fld1; fdiv st0, st1; fnstsw ax; mov ecx, 1; fld1
  machine.code({0xd9, 0xee, 0xd9, 0xe8, 0xd8, 0xf1, 0xdf, 0xe0, 0xb9, 1, 0, 0, 0, 0xd9, 0xe8});
  set_field<std::uint16_t>(machine, kControl, 0x037b);  // zero divide unmasked
  const Stop stop = machine.processor.run(10);
  ASSERT_EQ(stop.kind, Kind::kFault);
  EXPECT_EQ(stop.fault.vector, x86::kFloatingPoint);
  EXPECT_EQ(machine.eip(), kCode + 13);
  EXPECT_EQ(machine.reg(x86::kEcx), 1u);
  EXPECT_EQ(machine.reg(x86::kEax) & 0x80ff, 0x8084u);  // B, ES, ZE
  EXPECT_EQ(field<std::uint32_t>(machine, kCodeAddress), kCode + 4);
  EXPECT_EQ(field<std::uint16_t>(machine, kOpcode), 0x0f1);
  EXPECT_EQ(field<std::uint64_t>(machine, kSt0), 1ull << 63);  // ST0 is still 1
  EXPECT_EQ(field<std::uint16_t>(machine, kSt0 + 8), 0x3fff);
}

TEST(X87Exceptions, fnclex_and_fninit_end_them_and_fwait_reports_them) {
  Machine machine;
  set_field<std::uint16_t>(machine, kControl, 0x037e);
  set_field<std::uint16_t>(machine, kStatus, 0x8081);
  machine.code({0x9b, 0xdb, 0xe2, 0x9b});  // fwait; fnclex; fwait
  EXPECT_EQ(machine.processor.run(1).fault.vector, x86::kFloatingPoint);
  machine.eip() = kCode + 1;
  EXPECT_EQ(machine.processor.run(2).kind, Kind::kBudget);
  EXPECT_EQ(field<std::uint16_t>(machine, kStatus), 0u);
}

TEST(X87Exceptions, mmx_instructions_wait_too) {
  Machine machine;
  set_field<std::uint16_t>(machine, kControl, 0x037e);
  set_field<std::uint16_t>(machine, kStatus, 0x8081);
  machine.code({0x0f, 0xef, 0xc0});  // pxor mm0, mm0
  EXPECT_EQ(machine.processor.run(1).fault.vector, x86::kFloatingPoint);
}

TEST(X87Exceptions, a_store_that_faults_leaves_the_status_alone) {
  Machine machine;
  machine.code({0xd9, 0xeb, 0xd9, 0x1b});  // fldpi; fstp dword [ebx]
  machine.reg(x86::kEbx) = 0x00900000;
  const Stop stop = machine.processor.run(2);
  EXPECT_EQ(stop.fault.vector, x86::kPageFault);
  EXPECT_EQ(field<std::uint16_t>(machine, kStatus) & 0x3f, 0u);
  EXPECT_EQ(field<std::uint8_t>(machine, kTags), 0x80);
}

TEST(X87Environment, fnstenv_has_the_addresses_and_masks_exceptions) {
  Machine machine;
  machine.reg(x86::kEbx) = kData;
  set_field<std::uint16_t>(machine, kControl, 0x0340);
  machine.code({0xd9, 0x43, 0x40, 0xd9, 0x33});  // fld dword [ebx+40h]; fnstenv [ebx]
  machine.processor.run(2);
  EXPECT_EQ(machine.peek(kData), 0xffff0340u);
  EXPECT_EQ(machine.peek(kData + 4), 0xffff3800u);
  EXPECT_EQ(machine.peek(kData + 8), 0xffff7fffu);  // register 7 holds zero
  EXPECT_EQ(machine.peek(kData + 12), kCode);
  EXPECT_EQ(machine.peek(kData + 16), 0x1bu);
  EXPECT_EQ(machine.peek(kData + 20), kData + 0x40);
  EXPECT_EQ(machine.peek(kData + 24), 0xffff0023u);
  EXPECT_EQ(field<std::uint16_t>(machine, kControl), 0x037f);
  EXPECT_EQ(field<std::uint32_t>(machine, kDataAddress), kData + 0x40);
}

TEST(X87Environment, frstor_gives_back_what_fnsave_took) {
  for (const bool narrow : {false, true}) {
    Machine machine;
    machine.reg(x86::kEbx) = kData;
    const int prefix = narrow ? 0x66 : 0x90;
    // fldpi; fld1; fnsave [ebx]; frstor [ebx]
    machine.code({0xd9, 0xeb, 0xd9, 0xe8, prefix, 0xdd, 0x33, prefix, 0xdd, 0x23});
    machine.processor.run(2);
    const State before = machine.processor.state;
    machine.processor.run(narrow ? 1 : 2);
    EXPECT_EQ(field<std::uint8_t>(machine, kTags), 0u);
    EXPECT_EQ(field<std::uint16_t>(machine, kControl), 0x037f);
    machine.processor.run(narrow ? 1 : 2);
    for (std::size_t index = kSt0; index < kXmm0; ++index) {
      EXPECT_EQ(machine.processor.state.fxsave[index], before.fxsave[index]) << index;
    }
    EXPECT_EQ(field<std::uint16_t>(machine, kStatus), 0x3000);
    EXPECT_EQ(field<std::uint8_t>(machine, kTags), 0xc0);
  }
}

TEST(SseExceptions, an_unmasked_one_is_raised_at_once_and_changes_no_register) {
  Machine machine;
  machine.code({0xf3, 0x0f, 0x5e, 0xc1});  // divss xmm0, xmm1
  set_field<float>(machine, kXmm0, 1.0f);
  set_field<std::uint32_t>(machine, kMxcsr, 0x1d80);  // zero divide unmasked
  const Stop stop = machine.processor.run(1);
  EXPECT_EQ(stop.fault.vector, x86::kSimdFloatingPoint);
  EXPECT_EQ(machine.eip(), kCode);
  EXPECT_EQ(field<float>(machine, kXmm0), 1.0f);
  EXPECT_EQ(field<std::uint32_t>(machine, kMxcsr), 0x1d84u);
}

TEST(SseExceptions, the_hosts_own_control_register_stays) {
  Machine machine;
  machine.code({0xf3, 0x0f, 0x5e, 0xc1});
  set_field<std::uint32_t>(machine, kMxcsr, 0xff80);  // towards zero, FZ
  const std::uint32_t before = __builtin_ia32_stmxcsr();
  machine.processor.run(1);
  EXPECT_EQ(__builtin_ia32_stmxcsr() & 0xffc0, before & 0xffc0);
}

TEST(Sse, a_misaligned_operand_of_16_bytes_is_a_protection_fault) {
  Machine machine;
  machine.reg(x86::kEbx) = kData + 8;
  machine.code({0x0f, 0x58, 0x03, 0x0f, 0x29, 0x03});  // addps xmm0, [ebx]; movaps [ebx], xmm0
  EXPECT_EQ(machine.processor.run(1).fault.vector, x86::kGeneralProtection);
  machine.eip() = kCode + 3;
  EXPECT_EQ(machine.processor.run(1).fault.vector, x86::kGeneralProtection);
}

TEST(Sse, masked_moves_write_the_chosen_bytes_only) {
  Machine machine;
  machine.code({0x66, 0x0f, 0xf7, 0xc1});  // maskmovdqu xmm0, xmm1
  machine.reg(x86::kEdi) = kData + 0xffc;
  for (unsigned index = 0; index < 16; ++index) {
    set_field<std::uint8_t>(machine, kXmm0 + index, static_cast<std::uint8_t>(0x10 + index));
    set_field<std::uint8_t>(machine, kXmm0 + 16 + index, index % 2 == 0 ? 0x80 : 0x7f);
  }
  machine.processor.run(1);
  EXPECT_EQ(machine.peek(kData + 0xffc), 0x00120010u);
  EXPECT_EQ(machine.peek(kData + 0x1000), 0x00160014u);
}

TEST(Mmx, makes_every_register_valid_until_emms) {
  Machine machine;
  machine.code({0xd9, 0xe8, 0x0f, 0x6e, 0xc8, 0x0f, 0x77});  // fld1; movd mm1, eax; emms
  machine.reg(x86::kEax) = 0x12345678;
  machine.processor.run(2);
  EXPECT_EQ(field<std::uint8_t>(machine, kTags), 0xff);
  EXPECT_EQ(field<std::uint16_t>(machine, kStatus), 0u);  // TOP 0
  EXPECT_EQ(field<std::uint64_t>(machine, kSt0 + 16), 0x12345678u);
  EXPECT_EQ(field<std::uint16_t>(machine, kSt0 + 16 + 8), 0xffff);
  machine.processor.run(1);
  EXPECT_EQ(field<std::uint8_t>(machine, kTags), 0u);
}

TEST(Sse, reciprocals_keep_the_manuals_bound_over_every_exponent) {
  Machine machine;
  machine.code({0xf3, 0x0f, 0x53, 0xc1, 0xf3, 0x0f, 0x52, 0xd1});  // rcpss xmm0, xmm1; rsqrtss xmm2, xmm1
  std::uint32_t bits = 0x01000000;
  for (unsigned step = 0; step < 60000; ++step, bits += 0x8a3b) {
    float value;
    std::memcpy(&value, &bits, sizeof value);
    if (!(value < 0x1p125f)) break;
    set_field(machine, kXmm0 + 16, bits);
    machine.eip() = kCode;
    machine.processor.run(2);
    const double exact = 1.0 / static_cast<double>(value);
    const double root = 1.0 / std::sqrt(static_cast<double>(value));
    ASSERT_LE(std::fabs(field<float>(machine, kXmm0) - exact), 1.5 * 0x1p-12 * exact) << value;
    ASSERT_LE(std::fabs(field<float>(machine, kXmm0 + 32) - root), 1.5 * 0x1p-12 * root) << value;
  }
}

TEST(Cpuid, names_a_pentium_4_with_what_there_is) {
  Machine machine;
  machine.code({0x0f, 0xa2});
  machine.reg(x86::kEax) = 1;
  machine.processor.run(1);
  EXPECT_EQ(machine.reg(x86::kEax), 0x0f29u);
  // FPU TSC CX8 SEP CMOV CLFSH MMX FXSR SSE SSE2
  EXPECT_EQ(machine.reg(x86::kEdx), 0x07888911u);
}

}  // namespace
}  // namespace dumplab::cpu::testing
