// SPDX-License-Identifier: MIT
#include "minidump/writer.h"
#include "support/expect_dump.h"

namespace dumplab::test {
namespace {

Bytes system_info() {
  return Bytes()
      .u16(0 /* ProcessorArchitecture x86 */)
      .u16(6 /* ProcessorLevel */)
      .u16(0x0f0b /* ProcessorRevision */)
      .u8(2 /* NumberOfProcessors */)
      .u8(1 /* ProductType */)
      .u32(5 /* MajorVersion */)
      .u32(1 /* MinorVersion */)
      .u32(2600 /* BuildNumber */)
      .u32(2 /* PlatformId */)
      .rva("csd")
      .u16(0x100 /* SuiteMask */)
      .u16(0x7777 /* Reserved2 */)
      .text("GenuineIntel")
      .u32(0x06f6 /* VersionInformation */)
      .u32(0xbfebfbff /* FeatureInformation */)
      .u32(0x20100000 /* AMDExtendedCpuFeatures */);
}
Bytes service_pack() { return Bytes().label("csd").string(u"Service Pack 3"); }

TEST(SystemInfoStream, has_all_fields) {
  const Dump dump = open_dump(HandMadeDump().stream(7, system_info()).part(service_pack()));
  expect_no_problems(dump);
  const SystemInfo& s = dump.snapshot().system;
  EXPECT_EQ(s.ProcessorArchitecture, Processor::kX86);
  EXPECT_EQ(s.ProcessorLevel, 6);
  EXPECT_EQ(s.ProcessorRevision, 0x0f0b);
  EXPECT_EQ(s.NumberOfProcessors, 2);
  EXPECT_EQ(s.ProductType, 1);
  EXPECT_EQ(s.MajorVersion, 5u);
  EXPECT_EQ(s.MinorVersion, 1u);
  EXPECT_EQ(s.BuildNumber, 2600u);
  EXPECT_EQ(s.PlatformId, 2u);
  EXPECT_EQ(s.CSDVersion, "Service Pack 3");
  EXPECT_EQ(s.SuiteMask, 0x100);
  EXPECT_EQ(s.Reserved2, 0x7777);
  EXPECT_EQ(s.Cpu[0], 'G');
  EXPECT_EQ(s.Cpu[12], 0xf6);
  EXPECT_EQ(s.Cpu[23], 0x20);
}

TEST(SystemInfoStream, may_be_without_a_service_pack) {
  Bytes stream = Bytes().u16(9).zeros(54);
  const Dump dump = open_dump(HandMadeDump().stream(7, stream));
  expect_no_problems(dump);
  EXPECT_EQ(dump.snapshot().system.ProcessorArchitecture, Processor::kAmd64);
  EXPECT_EQ(dump.snapshot().system.CSDVersion, "");
}

TEST(SystemInfoStream, keeps_its_values_when_the_service_pack_lies_outside_the_file) {
  Bytes stream = Bytes().u16(0).zeros(10).u32(0).u32(2600).u32(2).u32(0x9000).zeros(28);
  const Dump dump = open_dump(HandMadeDump().stream(7, stream));
  expect_only_problem(dump, kFirstOfOne + 24, "CSDVersion");
  EXPECT_EQ(dump.snapshot().system.PlatformId, 2u);
}

TEST(SystemInfoStream, gives_the_fields_in_front_of_a_cut) {
  const Dump dump = open_dump(HandMadeDump().stream(7, Bytes().u16(0).u16(6).u32(0).u32(5)));
  expect_only_problem(dump, kFirstOfOne + 12, "ends after 12 of 56 bytes");
  EXPECT_EQ(dump.snapshot().system.MajorVersion, 5u);
}

TEST(SystemInfoStream, may_be_longer_than_known) {
  expect_no_problems(open_dump(HandMadeDump().stream(7, Bytes().u16(0).zeros(62))));
}

TEST(SystemInfoStream, is_guessed_from_the_size_of_contexts_when_missing) {
  Bytes threads = Bytes().u32(1).u32(7).zeros(36).u32(716).rva("context");
  const Dump dump = open_dump(
      HandMadeDump().stream(3, threads).part(Bytes().label("context").append(x86_context(1, 2, 3))));
  expect_only_problem(dump, 12, "taken for x86");
  EXPECT_EQ(dump.snapshot().system.ProcessorArchitecture, Processor::kX86);
  EXPECT_TRUE(std::holds_alternative<ContextX86>(dump.snapshot().threads.at(0).context));
}

TEST(SystemInfoStream, leaves_the_processor_unknown_when_missing_with_nothing_to_guess_from) {
  const Dump dump = open_dump(HandMadeDump().stream(3, Bytes().u32(0)));
  expect_only_problem(dump, 12, "unknown processor");
  EXPECT_EQ(dump.snapshot().system.ProcessorArchitecture, Processor::kUnknown);
}

TEST(SystemInfoStream, is_written_as_the_format_says) {
  Snapshot s;
  s.system = {Processor::kX86, 6, 0x0f0b, 2, 1, 5, 1, 2600, 2, "Service Pack 3", 0x100, 0x7777, {}};
  const std::string_view vendor = "GenuineIntel";
  std::copy(vendor.begin(), vendor.end(), s.system.Cpu.begin());
  s.system.Cpu[12] = 0xf6;
  s.system.Cpu[13] = 0x06;
  const auto dump = minidump::to_bytes(s);
  const auto stream = stream_of(dump, 7);
  ASSERT_EQ(stream.size(), 56u);
  const auto expected = Bytes().append(system_info()).append(service_pack()).build();
  EXPECT_EQ(bytes_at(stream, 0, 24), bytes_at(expected, 0, 24));
  EXPECT_EQ(bytes_at(stream, 28, 18), bytes_at(expected, 28, 18));
  EXPECT_EQ(bytes_at(dump, number_at(stream, 24, 4), 34), Bytes().string(u"Service Pack 3").build());
}

TEST(SystemInfoStream, is_written_with_an_empty_service_pack) {
  const auto dump = minidump::to_bytes(Snapshot{});
  EXPECT_EQ(bytes_at(dump, number_at(stream_of(dump, 7), 24, 4), 6), Bytes().u32(0).u16(0).build());
}

}  // namespace
}  // namespace dumplab::test
