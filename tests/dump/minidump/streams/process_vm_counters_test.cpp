// SPDX-License-Identifier: MIT
#include "minidump/writer.h"
#include "support/expect_dump.h"

namespace dumplab::test {
namespace {

Bytes counters(std::uint16_t revision, int count) {
  Bytes out;
  out.u16(revision).u16(0).u32(77);
  for (int i = 1; i <= count; ++i) out.u64(static_cast<std::uint64_t>(i) << 32 | 5);
  return out;
}

TEST(ProcessVmCountersStream, has_nine_counters_in_its_first_revision) {
  const Dump dump = open_dump(HandMadeDump().x86().stream(22, counters(1, 9)));
  expect_no_problems(dump);
  const VmCounters& c = dump.snapshot().vm_counters.value();
  EXPECT_EQ(c.PageFaultCount, 77u);
  EXPECT_EQ(c.PeakWorkingSetSize, 0x100000005u);
  EXPECT_EQ(c.PeakPagefileUsage, 0x800000005u);
  EXPECT_EQ(c.PrivateUsage, 0x900000005u);
  EXPECT_EQ(c.VirtualSize, 0u);
}

TEST(ProcessVmCountersStream, has_eighteen_in_its_second) {
  const Dump dump = open_dump(HandMadeDump().x86().stream(22, counters(2, 18)));
  expect_no_problems(dump);
  const VmCounters& c = dump.snapshot().vm_counters.value();
  EXPECT_EQ(c.PeakVirtualSize, 0x900000005u);
  EXPECT_EQ(c.VirtualSize, 0xa00000005u);
  EXPECT_EQ(c.PrivateUsage, 0xb00000005u);
  EXPECT_EQ(c.JobTotalCommitLimit, 0x1200000005u);
}

TEST(ProcessVmCountersStream, keeps_what_is_there_of_a_cut_one) {
  const Dump dump = open_dump(HandMadeDump().x86().stream(22, counters(2, 9)));
  expect_only_problem(dump, 32 + 24 + 56 + 80, "ends after 80 bytes of revision 2");
  EXPECT_EQ(dump.snapshot().vm_counters->PeakVirtualSize, 0x900000005u);
  EXPECT_EQ(dump.snapshot().vm_counters->VirtualSize, 0u);
}

TEST(ProcessVmCountersStream, is_written_as_it_was_read) {
  for (const auto& stream : {counters(1, 9), counters(2, 18)}) {
    const Dump dump = open_dump(HandMadeDump().x86().stream(22, stream));
    EXPECT_EQ(stream_of(minidump::to_bytes(dump.snapshot()), 22), stream.build());
  }
}

}  // namespace
}  // namespace dumplab::test
