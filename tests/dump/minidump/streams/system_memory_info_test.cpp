// SPDX-License-Identifier: MIT
#include "minidump/writer.h"
#include "support/expect_dump.h"

namespace dumplab::test {
namespace {

Bytes information() {
  Bytes out;
  out.u16(1).u16(2).u32(156250).u32(4096).u32(65000).u32(1).u32(65001).u32(65536);
  out.u64(0x10000).u64(0x7ffeffff).u64(3).u32(2).fill(60, 0xcc);
  return out.u64(30000).u64(40000).u64(150000).u64(45000).fill(344, 0xee);
}

TEST(SystemMemoryInfoStream, gives_the_machine_s_memory) {
  const Dump dump = open_dump(HandMadeDump().x86().stream(21, information()));
  expect_no_problems(dump);
  const SystemMemoryInfo& m = dump.snapshot().system_memory.value();
  EXPECT_EQ(m.PageSize, 4096u);
  EXPECT_EQ(m.NumberOfPhysicalPages, 65000u);
  EXPECT_EQ(m.AllocationGranularity, 65536u);
  EXPECT_EQ(m.MaximumUserModeAddress, 0x7ffeffffu);
  EXPECT_EQ(m.NumberOfProcessors, 2u);
  EXPECT_EQ(m.AvailablePages, 30000u);
  EXPECT_EQ(m.PeakCommitment, 45000u);
  EXPECT_EQ(m.PerfInfo.size(), 344u);
}

TEST(SystemMemoryInfoStream, says_when_it_is_cut) {
  const Dump dump = open_dump(HandMadeDump().x86().stream(21, Bytes().u16(1).u16(0).u32(1)));
  expect_only_problem(dump, 32 + 24 + 56 + 8, "the stream ends after 8 of 148 bytes");
  EXPECT_FALSE(dump.snapshot().system_memory);
}

TEST(SystemMemoryInfoStream, is_written_as_it_was_read) {
  const Dump dump = open_dump(HandMadeDump().x86().stream(21, information()));
  EXPECT_EQ(stream_of(minidump::to_bytes(dump.snapshot()), 21), information().build());
}

}  // namespace
}  // namespace dumplab::test
