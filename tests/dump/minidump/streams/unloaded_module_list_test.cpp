// SPDX-License-Identifier: MIT
#include "minidump/writer.h"
#include "support/expect_dump.h"

namespace dumplab::test {
namespace {

constexpr std::uint32_t kUnloadedModuleList = 14;

Dump open_with(const Bytes& stream, const Bytes& parts = {}) {
  return open_dump(HandMadeDump().x86().stream(kUnloadedModuleList, stream).part(parts));
}

TEST(UnloadedModuleListStream, gives_modules_that_have_gone) {
  const Dump dump = open_with(
      Bytes().u32(12).u32(24).u32(1).u64(0x10000000).u32(0x7000).u32(0x1234).u32(0x45d35f6c).rva("name"),
      Bytes().label("name").string(u"Old.dll"));
  expect_no_problems(dump);
  ASSERT_EQ(dump.snapshot().unloaded_modules.size(), 1u);
  const UnloadedModule& module = dump.snapshot().unloaded_modules[0];
  EXPECT_EQ(module.BaseOfImage, 0x10000000u);
  EXPECT_EQ(module.SizeOfImage, 0x7000u);
  EXPECT_EQ(module.CheckSum, 0x1234u);
  EXPECT_EQ(module.TimeDateStamp, 0x45d35f6cu);
  EXPECT_EQ(module.name, "Old.dll");
}

TEST(UnloadedModuleListStream, may_have_longer_header_and_entries) {
  const Dump dump = open_with(Bytes()
                                  .u32(16)
                                  .u32(32)
                                  .u32(2)
                                  .u32(0xdddddddd)
                                  .u64(0x10000000)
                                  .u32(1)
                                  .u32(2)
                                  .u32(3)
                                  .rva("name")
                                  .u64(0xcccccccc)
                                  .u64(0x20000000)
                                  .u32(4)
                                  .u32(5)
                                  .u32(6)
                                  .rva("name")
                                  .u64(0xcccccccc),
                              Bytes().label("name").string(u"Old.dll"));
  expect_no_problems(dump);
  ASSERT_EQ(dump.snapshot().unloaded_modules.size(), 2u);
  EXPECT_EQ(dump.snapshot().unloaded_modules[1].BaseOfImage, 0x20000000u);
  EXPECT_EQ(dump.snapshot().unloaded_modules[1].CheckSum, 5u);
}

TEST(UnloadedModuleListStream, keeps_a_module_whose_name_is_lost) {
  const Dump dump =
      open_with(Bytes().u32(12).u32(24).u32(1).u64(0x10000000).u32(0x7000).u32(0).u32(0).u32(0xfffffff0));
  ASSERT_EQ(dump.problems().size(), 1u);
  EXPECT_NE(dump.problems()[0].what.find("name of the unloaded module at 0x10000000"), std::string::npos);
  ASSERT_EQ(dump.snapshot().unloaded_modules.size(), 1u);
  EXPECT_EQ(dump.snapshot().unloaded_modules[0].name, "");
}

TEST(UnloadedModuleListStream, is_written_as_the_format_says) {
  Snapshot s;
  s.unloaded_modules = {{0x10000000, 0x7000, 0x1234, 0x45d35f6c, "Old.dll"}};
  const auto dump = minidump::to_bytes(s);
  const auto stream = stream_of(dump, kUnloadedModuleList);
  ASSERT_EQ(stream.size(), 12u + 24u);
  EXPECT_EQ(number_at(stream, 0, 4), 12u);
  EXPECT_EQ(number_at(stream, 4, 4), 24u);
  EXPECT_EQ(number_at(stream, 8, 4), 1u);
  EXPECT_EQ(number_at(stream, 12, 8), 0x10000000u);
  EXPECT_EQ(number_at(stream, 20, 4), 0x7000u);
  EXPECT_EQ(number_at(stream, 24, 4), 0x1234u);
  EXPECT_EQ(number_at(stream, 28, 4), 0x45d35f6cu);
  EXPECT_EQ(bytes_at(dump, number_at(stream, 32, 4), 20), Bytes().string(u"Old.dll").build());
}

TEST(UnloadedModuleListStream, is_not_written_when_all_modules_are_there) {
  EXPECT_TRUE(stream_of(minidump::to_bytes(Snapshot{}), kUnloadedModuleList).empty());
}

}  // namespace
}  // namespace dumplab::test
