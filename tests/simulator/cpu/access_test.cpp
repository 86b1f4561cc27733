// SPDX-License-Identifier: MIT
// Access log, watchpoints, alignment checks, runs of repeated moves.
#include <gtest/gtest.h>

#include "simulator/cpu/machine.h"

namespace dumplab::cpu::testing {
namespace {

using Kind = Stop::Kind;

TEST(AccessLog, has_one_record_per_access_in_order) {
  Machine machine;
  AccessLog log(16);
  machine.processor.watch_accesses(&log);
  machine.poke(kData, {0x11, 0x22, 0x33, 0x44});
  // mov eax, [ebx]; inc word [ebx+4]; push eax; movups [ebx+16], xmm0
  machine.code({0x8b, 0x03, 0x66, 0xff, 0x43, 0x04, 0x50, 0x0f, 0x11, 0x43, 0x10});
  machine.reg(x86::kEbx) = kData;
  EXPECT_EQ(machine.processor.run(4).kind, Kind::kBudget);
  const AccessRecord expected[] = {
      {kData, 4, AccessKind::kRead, 0x44332211}, {kData + 4, 2, AccessKind::kRead, 0},
      {kData + 4, 2, AccessKind::kWrite, 1},     {kTop - 4, 4, AccessKind::kWrite, 0x44332211},
      {kData + 16, 16, AccessKind::kWrite, 0},
  };
  const std::vector<AccessRecord> records = log.records();
  ASSERT_EQ(records.size(), std::size(expected));
  for (std::size_t index = 0; index < records.size(); ++index) {
    EXPECT_EQ(records[index].linear, expected[index].linear) << index;
    EXPECT_EQ(records[index].size, expected[index].size) << index;
    EXPECT_EQ(records[index].kind, expected[index].kind) << index;
    EXPECT_EQ(records[index].value, expected[index].value) << index;
  }
  machine.processor.watch_accesses(nullptr);
  machine.eip() = kCode;
  machine.processor.run(4);
  EXPECT_EQ(log.total(), std::size(expected));
}

TEST(AccessLog, keeps_the_latest_records) {
  Machine machine;
  AccessLog log(3);  // room for 4
  machine.processor.watch_accesses(&log);
  machine.code({0xf3, 0xaa});  // rep stosb
  machine.reg(x86::kEdi) = kData + 0xffe;
  machine.reg(x86::kEcx) = 10;
  machine.processor.run(1);
  EXPECT_EQ(log.total(), 10u);
  ASSERT_EQ(log.records().size(), 4u);
  EXPECT_EQ(log.records().front().linear, kData + 0x1004);
  EXPECT_EQ(log.records().back().linear, kData + 0x1007);
}

TEST(Watchpoint, stops_after_the_instruction_that_wrote) {
  Machine machine;
  machine.processor.set_watchpoint(kData + 6, 2, AccessKind::kWrite);
  // start: mov eax, [ebx+4]; mov [ebx], ecx; mov [ebx+4], ecx; inc ecx; jmp start
  machine.code({0x8b, 0x43, 0x04, 0x89, 0x0b, 0x89, 0x4b, 0x04, 0x41, 0xeb, 0xf5});
  machine.reg(x86::kEbx) = kData;
  for (std::uint32_t round = 0; round < 3; ++round) {
    const Stop stop = machine.processor.run(1000);
    ASSERT_EQ(stop.kind, Kind::kWatchpoint);
    EXPECT_EQ(stop.access.linear, kData + 4);
    EXPECT_EQ(stop.access.size, 4u);
    EXPECT_EQ(stop.access.kind, AccessKind::kWrite);
    EXPECT_EQ(machine.eip(), kCode + 8);
    EXPECT_EQ(machine.peek(kData + 4), round);
    EXPECT_EQ(machine.processor.retired(), 3 + 5 * round);
  }
  machine.processor.clear_watchpoint(kData + 6);
  EXPECT_EQ(machine.processor.run(1000).kind, Kind::kBudget);
}

TEST(Watchpoint, sees_reads_only_if_asked) {
  Machine machine;
  machine.code({0x8b, 0x03, 0x8b, 0x03});  // mov eax, [ebx]
  machine.reg(x86::kEbx) = kData;
  machine.processor.set_watchpoint(kData, 1, AccessKind::kWrite);
  EXPECT_EQ(machine.processor.run(1).kind, Kind::kBudget);
  machine.processor.set_watchpoint(kData, 1, AccessKind::kRead);
  EXPECT_EQ(machine.processor.run(1).kind, Kind::kWatchpoint);
}

TEST(AlignmentCheck, faults_on_misaligned_data_only_while_the_flag_is_set) {
  // Sizes and outcomes as on silicon: MOVUPS is never checked, an 80-bit number like 8 bytes.
  struct {
    std::vector<std::uint8_t> bytes;
    std::uint32_t offset;
    bool faults;
  } const kCases[] = {
      {{0x8b, 0x03}, 2, true},  // mov eax, [ebx]
      {{0x8b, 0x03}, 4, false},
      {{0x66, 0x8b, 0x03}, 1, true},
      {{0x8a, 0x03}, 1, false},
      {{0xdd, 0x03}, 4, true},  // fld qword
      {{0xdb, 0x2b}, 8, false},
      {{0xdb, 0x2b}, 4, true},              // fld tbyte
      {{0x0f, 0x10, 0x03}, 1, false},       // movups
      {{0xf3, 0x0f, 0x7e, 0x03}, 4, true},  // movq
      {{0xff, 0x03}, 2, true},              // inc dword
  };
  Machine machine;
  for (const bool checks : {false, true}) {
    for (const auto& test : kCases) {
      machine.poke(kCode, test.bytes);
      machine.eip() = kCode;
      machine.reg(x86::kEbx) = kData + test.offset;
      machine.processor.state.eflags = 0x202 | (checks ? x86::kAlignmentCheck : 0);
      const Stop stop = machine.processor.run(1);
      const bool faults = checks && test.faults;
      EXPECT_EQ(stop.kind, faults ? Kind::kFault : Kind::kBudget) << int{test.bytes[0]} << " " << test.offset;
      if (faults) {
        EXPECT_EQ(stop.fault.vector, x86::kAlignmentFault);
      }
    }
  }
}

TEST(RepeatedMove, takes_whole_pages_and_still_repeats_overlaps) {
  Machine machine;
  for (std::uint32_t index = 0; index < 64; ++index) {
    machine.poke(kData + index, {static_cast<int>(index)});
  }
  machine.code({0xf3, 0xa5, 0xf3, 0xa4});  // rep movsd; rep movsb
  machine.reg(x86::kEsi) = kData;
  machine.reg(x86::kEdi) = kData + 0xff2;  // crosses a page within an element
  machine.reg(x86::kEcx) = 16;
  machine.processor.run(1);
  for (std::uint32_t index = 0; index < 64; ++index) EXPECT_EQ(machine.peek(kData + 0xff2 + index, 1), index);
  EXPECT_EQ(machine.reg(x86::kEsi), kData + 64);
  EXPECT_EQ(machine.reg(x86::kEcx), 0u);
  machine.reg(x86::kEsi) = kData + 1;
  machine.reg(x86::kEdi) = kData + 2;
  machine.reg(x86::kEcx) = 40;
  machine.processor.run(1);
  EXPECT_EQ(machine.peek(kData + 38), 0x01010101u);
}

TEST(RepeatedMove, stops_at_a_page_that_is_not_there) {
  Machine machine;
  machine.pages.unmap(kData + 0x1000);
  machine.code({0x88, 0x07, 0xf3, 0xaa});  // mov [edi], al; rep stosb
  machine.reg(x86::kEdi) = kData + 0xf00;
  machine.reg(x86::kEcx) = 0x200;
  const Stop stop = machine.processor.run(2);
  EXPECT_EQ(stop.fault.linear, kData + 0x1000);
  EXPECT_EQ(machine.reg(x86::kEcx), 0x100u);
  EXPECT_EQ(machine.reg(x86::kEdi), kData + 0x1000);
  EXPECT_EQ(machine.eip(), kCode + 2);
}

}  // namespace
}  // namespace dumplab::cpu::testing
