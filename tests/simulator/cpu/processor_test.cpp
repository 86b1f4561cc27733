// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <vector>

#include "simulator/cpu/machine.h"

namespace dumplab::cpu::testing {
namespace {

using Kind = Stop::Kind;

TEST(Processor, runs_exactly_the_budget) {
  // mov ecx,1000; again: inc eax; add edx,eax; cmp eax,ecx; jne again; jmp self
  const Bytes kLoop = {0xb9, 0xe8, 3, 0, 0, 0x40, 0x01, 0xc2, 0x39, 0xc8, 0x75, 0xf9, 0xeb, 0xfe};
  Machine single;
  single.code(kLoop);
  std::vector<State> states;
  for (int count = 0; count <= 300; ++count) {
    states.push_back(single.processor.state);
    EXPECT_EQ(single.processor.run(1).kind, Kind::kBudget);
    EXPECT_EQ(single.processor.retired(), static_cast<std::uint64_t>(count) + 1);
  }
  for (unsigned budget = 0; budget <= 300; ++budget) {
    Machine machine;
    machine.code(kLoop);
    EXPECT_EQ(machine.processor.run(budget).kind, Kind::kBudget);
    EXPECT_EQ(machine.processor.retired(), budget);
    EXPECT_EQ(machine.processor.state.gpr, states[budget].gpr) << budget;
    EXPECT_EQ(machine.eip(), states[budget].eip) << budget;
    EXPECT_EQ(machine.processor.state.eflags, states[budget].eflags) << budget;
  }
}

TEST(Processor, restarts_a_page_fault_without_partial_effects) {
  Machine machine;
  machine.pages.unmap(kData);
  machine.code({0x40, 0x01, 0x03, 0x41});  // inc eax; add [ebx], eax; inc ecx
  machine.reg(x86::kEbx) = kData + 8;
  const State before = machine.processor.state;
  const Stop stop = machine.processor.run(3);
  ASSERT_EQ(stop.kind, Kind::kFault);
  EXPECT_EQ(stop.fault.vector, x86::kPageFault);
  EXPECT_EQ(stop.fault.linear, kData + 8);
  EXPECT_EQ(stop.fault.error_code, x86::kPageFaultUser | x86::kPageFaultWrite);
  EXPECT_EQ(machine.eip(), kCode + 1);
  EXPECT_EQ(machine.processor.retired(), 1u);
  EXPECT_EQ(machine.processor.state.eflags, before.eflags);  // INC of 0 gives no flag either
  machine.pages.map(kData);
  machine.processor.flush_page(kData);
  EXPECT_EQ(machine.processor.run(2).kind, Kind::kBudget);
  EXPECT_EQ(machine.peek(kData + 8), 1u);
  EXPECT_EQ(machine.reg(x86::kEcx), 1u);
}

TEST(Processor, a_push_that_faults_leaves_esp) {
  Machine machine;
  machine.reg(x86::kEsp) = kStack;
  machine.code({0x50});
  EXPECT_EQ(machine.processor.run(1).fault.linear, kStack - 4);
  EXPECT_EQ(machine.reg(x86::kEsp), kStack);
}

TEST(Processor, a_write_across_a_bad_page_changes_nothing) {
  Machine machine;
  machine.pages.unmap(kData + 0x1000);
  machine.code({0x89, 0x03});  // mov [ebx], eax
  machine.reg(x86::kEax) = 0x11223344;
  machine.reg(x86::kEbx) = kData + 0xffe;
  const Stop stop = machine.processor.run(1);
  EXPECT_EQ(stop.fault.linear, kData + 0x1000);
  EXPECT_EQ(machine.peek(kData + 0xffe, 2), 0u);
  machine.pages.map(kData + 0x1000);
  machine.processor.run(1);
  EXPECT_EQ(machine.peek(kData + 0xffe), 0x11223344u);
}

TEST(Processor, a_read_modify_write_across_pages_reaches_both) {
  Machine machine;
  machine.poke(kData + 0xfff, {0xff, 0xff, 0, 0});
  machine.code({0xff, 0x03});  // inc dword [ebx]
  machine.reg(x86::kEbx) = kData + 0xfff;
  machine.processor.run(1);
  EXPECT_EQ(machine.peek(kData + 0xfff), 0x10000u);
}

TEST(Processor, a_write_to_a_read_only_page_is_a_protection_fault) {
  Machine machine;
  machine.pages.map(kData, false);
  machine.code({0x83, 0x03, 0x00});  // add dword [ebx], 0
  machine.reg(x86::kEbx) = kData;
  EXPECT_EQ(machine.processor.run(1).fault.error_code,
            x86::kPageFaultPresent | x86::kPageFaultWrite | x86::kPageFaultUser);
}

TEST(Processor, a_repeated_move_keeps_what_it_did_before_a_fault) {
  Machine machine;
  machine.pages.unmap(kData + 0x1000);
  machine.code({0xf3, 0xab});  // rep stosd
  machine.reg(x86::kEdi) = kData + 0xff8;
  machine.reg(x86::kEcx) = 4;
  machine.reg(x86::kEax) = 7;
  const Stop stop = machine.processor.run(1);
  EXPECT_EQ(stop.fault.linear, kData + 0x1000);
  EXPECT_EQ(machine.eip(), kCode);
  EXPECT_EQ(machine.reg(x86::kEcx), 2u);
  EXPECT_EQ(machine.reg(x86::kEdi), kData + 0x1000);
  EXPECT_EQ(machine.processor.retired(), 0u);
  machine.pages.map(kData + 0x1000);
  EXPECT_EQ(machine.processor.run(1).kind, Kind::kBudget);
  EXPECT_EQ(machine.peek(kData + 0x1004), 7u);
  EXPECT_EQ(machine.eip(), kCode + 2);
}

TEST(Processor, an_instruction_may_cross_a_page) {
  Machine machine;
  machine.poke(kCode + 0xffd, {0xb8, 0x44, 0x33, 0x22, 0x11, 0x40});  // mov eax, imm32; inc eax
  machine.eip() = kCode + 0xffd;
  machine.processor.run(2);
  EXPECT_EQ(machine.reg(x86::kEax), 0x11223345u);

  machine.poke(kCode + 0x1000, {0x55});
  machine.eip() = kCode + 0xffd;
  machine.processor.run(1);
  EXPECT_EQ(machine.reg(x86::kEax), 0x11553344u);

  machine.pages.unmap(kCode + 0x1000);
  machine.processor.flush_page(kCode + 0x1000);
  machine.eip() = kCode + 0xffd;
  const Stop stop = machine.processor.run(1);
  EXPECT_EQ(stop.fault.linear, kCode + 0x1000);
  EXPECT_EQ(machine.eip(), kCode + 0xffd);
}

TEST(Processor, an_instruction_that_crosses_a_page_follows_a_new_second_page) {
  Machine machine;
  machine.poke(kCode + 0xffd, {0xb8, 0x44, 0x33, 0x22, 0x11, 0xeb, 0xf9});  // mov eax, imm32; jmp back
  machine.eip() = kCode + 0xffd;
  machine.processor.run(1000);
  EXPECT_EQ(machine.reg(x86::kEax), 0x11223344u);
  const std::uint32_t frame = machine.pages.map(kData + 0x1000);
  machine.poke(kData + 0x1000, {0x77, 0x66, 0xeb, 0xf9});
  machine.pages.map_frame(kCode + 0x1000, frame);
  machine.processor.flush_page(kCode + 0x1000);
  machine.eip() = kCode + 0xffd;
  machine.processor.run(1000);
  EXPECT_EQ(machine.reg(x86::kEax), 0x66773344u);
}

TEST(Processor, code_that_rewrites_the_next_instruction_runs_the_new_one) {
  Machine machine;
  // mov byte [kCode+8], 0x42; inc ecx -> inc edx
  machine.code({0xc6, 0x05, 0x08, 0x10, 0x40, 0x00, 0x42, 0x90, 0x41, 0xeb, 0xf5});
  machine.processor.run(3);
  EXPECT_EQ(machine.reg(x86::kEcx), 0u);
  EXPECT_EQ(machine.reg(x86::kEdx), 1u);
  EXPECT_EQ(machine.processor.retired(), 3u);
}

TEST(Processor, a_loop_that_patches_its_own_immediate_sees_every_value) {
  Machine machine;
  // add eax, 0; inc dword [kCode+1]; jmp start
  machine.code({0x05, 0, 0, 0, 0, 0xff, 0x05, 0x01, 0x10, 0x40, 0x00, 0xeb, 0xf3});
  machine.processor.run(3 * 100);
  EXPECT_EQ(machine.reg(x86::kEax), 99u * 100 / 2);
  EXPECT_EQ(machine.processor.retired(), 300u);
}

TEST(Processor, data_beside_code_in_one_page_is_written_and_read) {
  Machine machine;
  // inc dword [kCode+0x800]; jmp start
  machine.code({0xff, 0x05, 0x00, 0x18, 0x40, 0x00, 0xeb, 0xf8});
  machine.processor.run(2000);
  EXPECT_EQ(machine.peek(kCode + 0x800), 1000u);
}

TEST(Processor, writes_through_another_linear_page_reach_the_code) {
  Machine machine;
  machine.pages.map_frame(kData, machine.pages.mappings.at(kCode >> 12).frame);
  // inc ecx; mov byte [kData], 0x42; jmp start
  machine.code({0x41, 0xc6, 0x05, 0x00, 0x00, 0x50, 0x00, 0x42, 0xeb, 0xf6});
  machine.processor.run(6);
  EXPECT_EQ(machine.reg(x86::kEcx), 1u);
  EXPECT_EQ(machine.reg(x86::kEdx), 1u);
}

TEST(Processor, a_page_that_was_written_before_it_became_code_is_watched) {
  Machine machine;
  // mov byte [kData], 0x41; mov byte [kData+1], 0xc3; call kData; mov byte [kData], 0x42; call kData
  machine.code({0xc6, 0x05, 0x00, 0x00, 0x50, 0x00, 0x41, 0xc6, 0x05, 0x01, 0x00, 0x50, 0x00, 0xc3, 0xbb,
                0x00, 0x00, 0x50, 0x00, 0xff, 0xd3, 0xc6, 0x05, 0x00, 0x00, 0x50, 0x00, 0x42, 0xff, 0xd3});
  machine.processor.run(10);
  EXPECT_EQ(machine.reg(x86::kEcx), 1u);
  EXPECT_EQ(machine.reg(x86::kEdx), 1u);
}

TEST(Processor, two_processors_share_blocks_and_their_invalidation) {
  Machine machine;
  Processor other(machine.blocks, machine.pages);
  // first: inc ecx; jmp start.  other: mov byte [kCode], 0x42
  machine.code({0x41, 0xeb, 0xfd});
  machine.poke(kCode + 0x1000, {0xc6, 0x05, 0x00, 0x10, 0x40, 0x00, 0x42});
  machine.processor.run(1000);
  other.state.eip = kCode + 0x1000;
  other.run(1);
  machine.processor.run(1000);
  EXPECT_EQ(machine.reg(x86::kEcx), 500u);
  EXPECT_EQ(machine.reg(x86::kEdx), 500u);
}

TEST(Processor, stops_before_a_breakpoint_and_goes_on_from_it) {
  Machine machine;
  machine.code({0x40, 0x41, 0x42, 0xeb, 0xfb});  // inc eax; inc ecx; inc edx; jmp start
  machine.processor.run(1000);
  machine.processor.set_breakpoint(kCode + 1);
  for (std::uint32_t round = 1; round <= 3; ++round) {
    EXPECT_EQ(machine.processor.run(1000).kind, Kind::kBreakpoint);
    EXPECT_EQ(machine.eip(), kCode + 1);
    EXPECT_EQ(machine.reg(x86::kEcx), 249 + round);
    EXPECT_EQ(machine.reg(x86::kEax), 250 + round);
  }
  machine.processor.clear_breakpoint(kCode + 1);
  EXPECT_EQ(machine.processor.run(1000).kind, Kind::kBudget);
}

TEST(Processor, a_breakpoint_reached_as_the_budget_ends_is_still_reported) {
  Machine machine;
  machine.code({0x40, 0x41});
  machine.processor.set_breakpoint(kCode + 1);
  EXPECT_EQ(machine.processor.run(1).kind, Kind::kBudget);
  EXPECT_EQ(machine.processor.run(1).kind, Kind::kBreakpoint);
  EXPECT_EQ(machine.processor.run(1).kind, Kind::kBudget);
  EXPECT_EQ(machine.reg(x86::kEcx), 1u);
}

TEST(Processor, watched_calls_are_pushed_and_cut) {
  Machine machine;
  ShadowStack calls;
  machine.processor.watch_calls(&calls);
  machine.reg(x86::kEbp) = 0x77;
  // call +1; hlt; (6:) push eax; call +0; (c:) ret 4... add esp,4; ret
  machine.code(
      {0xe8, 0x01, 0, 0, 0, 0xf4, 0x50, 0xe8, 0x04, 0, 0, 0, 0x83, 0xc4, 0x00, 0xc3, 0xc2, 0x04, 0x00});
  machine.processor.run(3);
  ASSERT_EQ(calls.calls().size(), 2u);
  EXPECT_EQ(calls.calls()[0].slot, kTop - 4);
  EXPECT_EQ(calls.calls()[0].return_address, kCode + 5);
  EXPECT_EQ(calls.calls()[0].callee, kCode + 6);
  EXPECT_EQ(calls.calls()[0].caller_ebp, 0x77u);
  EXPECT_EQ(calls.calls()[1].slot, kTop - 12);
  EXPECT_EQ(calls.calls()[1].callee, kCode + 16);
  machine.processor.run(1);
  EXPECT_EQ(calls.calls().size(), 1u);
  machine.processor.run(2);
  EXPECT_TRUE(calls.calls().empty());
  EXPECT_EQ(machine.eip(), kCode + 5);
}

TEST(Processor, interrupts_report_their_vector_with_eip_after) {
  Machine machine;
  machine.code({0xcd, 0x2e, 0xcc, 0x0f, 0x34});
  Stop stop = machine.processor.run(10);
  EXPECT_EQ(stop.kind, Kind::kInterrupt);
  EXPECT_EQ(stop.vector, 0x2e);
  EXPECT_EQ(machine.eip(), kCode + 2);
  stop = machine.processor.run(10);
  EXPECT_EQ(stop.kind, Kind::kInterrupt);
  EXPECT_EQ(stop.vector, 3);
  EXPECT_EQ(machine.eip(), kCode + 3);
  EXPECT_EQ(machine.processor.run(10).kind, Kind::kSystemEnter);
  EXPECT_EQ(machine.eip(), kCode + 5);
  EXPECT_EQ(machine.processor.retired(), 3u);
}

TEST(Processor, into_traps_after_the_instruction) {
  Machine machine;
  machine.code({0xce});
  machine.processor.state.eflags |= x86::kOverflow;
  const Stop stop = machine.processor.run(1);
  EXPECT_EQ(stop.kind, Kind::kFault);
  EXPECT_EQ(stop.fault.vector, x86::kOverflowTrap);
  EXPECT_EQ(machine.eip(), kCode + 1);
}

TEST(Processor, faults_name_their_vector) {
  struct {
    std::vector<std::uint8_t> bytes;
    std::uint8_t vector;
  } const kCases[] = {
      {{0xf7, 0xf1}, x86::kDivideError},              // div ecx, 0
      {{0xd4, 0x00}, x86::kDivideError},              // aam 0
      {{0xf4}, x86::kGeneralProtection},              // hlt
      {{0xfa}, x86::kGeneralProtection},              // cli
      {{0xe4, 0x10}, x86::kGeneralProtection},        // in al, 10h
      {{0x0f, 0x20, 0xc0}, x86::kGeneralProtection},  // mov eax, cr0
      {{0x0f, 0x0b}, x86::kInvalidOpcode},            // ud2
      {{0xf0, 0x01, 0xc8}, x86::kInvalidOpcode},      // lock add eax, ecx
      {{0xf0, 0x8b, 0x03}, x86::kInvalidOpcode},      // lock mov eax, [ebx]
      {std::vector<std::uint8_t>(15, 0x66), x86::kGeneralProtection},
  };
  Machine machine;
  for (const auto& test : kCases) {
    machine.poke(kCode, test.bytes);
    machine.eip() = kCode;
    const Stop stop = machine.processor.run(1);
    EXPECT_EQ(stop.kind, Kind::kFault);
    EXPECT_EQ(stop.fault.vector, test.vector) << static_cast<int>(test.bytes[0]);
    EXPECT_EQ(stop.fault.error_code, 0u);
    EXPECT_EQ(stop.fault.unimplemented, nullptr);
    EXPECT_EQ(machine.eip(), kCode);
  }
}

TEST(Processor, names_an_instruction_that_it_lacks) {
  Machine machine;
  machine.code({0xf2, 0x0f, 0x7c, 0xc0});  // haddps xmm0, xmm0
  const Stop stop = machine.processor.run(1);
  EXPECT_EQ(stop.fault.vector, x86::kInvalidOpcode);
  EXPECT_STREQ(stop.fault.unimplemented, "haddps");
}

TEST(Processor, the_trap_flag_raises_a_debug_exception_after_each_instruction) {
  Machine machine;
  machine.code({0x40, 0x40});
  machine.processor.state.eflags |= x86::kTrap;
  const Stop stop = machine.processor.run(10);
  EXPECT_EQ(stop.kind, Kind::kFault);
  EXPECT_EQ(stop.fault.vector, x86::kDebug);
  EXPECT_EQ(machine.eip(), kCode + 1);
  EXPECT_EQ(machine.processor.retired(), 1u);
}

TEST(Processor, a_remapped_code_page_runs_the_new_code) {
  Machine machine;
  machine.code({0x41, 0xeb, 0xfd});
  machine.processor.run(1000);
  const std::uint32_t frame = machine.pages.map(kCode);
  machine.poke(kCode, {0x42, 0xeb, 0xfd});
  machine.processor.flush_page(kCode);
  machine.processor.run(1000);
  EXPECT_EQ(machine.reg(x86::kEdx), 500u);
  EXPECT_GT(frame, 0u);
}

TEST(Processor, every_combination_of_status_flags_survives_a_run) {
  Machine machine;
  machine.code({0x90});
  for (std::uint32_t flags = 0; flags < 0x1000; ++flags) {
    if ((flags & ~x86::kStatusFlags) != 0) continue;
    machine.eip() = kCode;
    machine.processor.state.eflags = 0x202 | flags;
    machine.processor.run(1);
    EXPECT_EQ(machine.processor.state.eflags, 0x202 | flags);
  }
}

}  // namespace
}  // namespace dumplab::cpu::testing
