// SPDX-License-Identifier: MIT
#include "minidump/writer.h"
#include "support/expect_dump.h"

namespace dumplab::test {
namespace {

constexpr std::uint32_t kHandleData = 12;

Dump open_with(const Bytes& stream, const Bytes& parts = {}) {
  return open_dump(HandMadeDump().x86().stream(kHandleData, stream).part(parts));
}

Bytes header(std::uint32_t descriptor_size, std::uint32_t count) {
  return Bytes().u32(16).u32(descriptor_size).u32(count).u32(0);
}

Bytes names() {
  return Bytes().label("type").string(u"Event").label("object").string(u"\\BaseNamedObjects\\Go");
}

TEST(HandleDataStream, gives_handles_in_the_dumps_order) {
  const Dump dump = open_with(header(32, 2)
                                  .u64(0x7c)
                                  .rva("type")
                                  .rva("object")
                                  .u32(2)
                                  .u32(0x1f0003)
                                  .u32(3)
                                  .u32(4)
                                  .u64(0x10)
                                  .u32(0)
                                  .u32(0)
                                  .u32(0)
                                  .u32(0x100000)
                                  .u32(1)
                                  .u32(1),
                              names());
  expect_no_problems(dump);
  const auto& handles = dump.snapshot().handles;
  ASSERT_EQ(handles.size(), 2u);
  EXPECT_EQ(handles[0].Handle, 0x7cu);
  EXPECT_EQ(handles[0].TypeName, "Event");
  EXPECT_EQ(handles[0].ObjectName, "\\BaseNamedObjects\\Go");
  EXPECT_EQ(handles[0].Attributes, 2u);
  EXPECT_EQ(handles[0].GrantedAccess, 0x1f0003u);
  EXPECT_EQ(handles[0].HandleCount, 3u);
  EXPECT_EQ(handles[0].PointerCount, 4u);
  EXPECT_EQ(handles[1].Handle, 0x10u);
  EXPECT_FALSE(handles[1].TypeName);
  EXPECT_FALSE(handles[1].ObjectName);
}

TEST(HandleDataStream, passes_over_what_the_second_version_adds) {
  const Dump dump = open_with(header(40, 2)
                                  .u64(4)
                                  .rva("type")
                                  .u32(0)
                                  .u32(0)
                                  .u32(1)
                                  .u32(1)
                                  .u32(1)
                                  .u32(0x1234)
                                  .u32(0)
                                  .u64(8)
                                  .rva("type")
                                  .u32(0)
                                  .u32(0)
                                  .u32(2)
                                  .u32(1)
                                  .u32(1)
                                  .u32(0)
                                  .u32(0),
                              names());
  expect_no_problems(dump);
  ASSERT_EQ(dump.snapshot().handles.size(), 2u);
  EXPECT_EQ(dump.snapshot().handles[1].Handle, 8u);
  EXPECT_EQ(dump.snapshot().handles[1].GrantedAccess, 2u);
}

TEST(HandleDataStream, keeps_the_handles_that_are_there) {
  const Dump dump = open_with(header(32, 1'000'000'000).u64(4).u32(0).u32(0).u32(0).u32(1).u32(1).u32(1));
  EXPECT_EQ(dump.snapshot().handles.size(), 1u);
  EXPECT_EQ(dump.problems().size(), 1u);
}

TEST(HandleDataStream, notes_a_name_outside_the_file) {
  const Dump dump = open_with(header(32, 1).u64(4).u32(0x7fffffff).u32(0).u32(0).u32(1).u32(1).u32(1));
  ASSERT_EQ(dump.problems().size(), 1u);
  EXPECT_NE(dump.problems()[0].what.find("type of handle 0x4"), std::string::npos) << dump.problems()[0].what;
  ASSERT_EQ(dump.snapshot().handles.size(), 1u);
  EXPECT_FALSE(dump.snapshot().handles[0].TypeName);
}

TEST(HandleDataStream, is_written_as_the_format_says) {
  Snapshot s;
  s.handles = {{0x7c, "Mutant", std::nullopt, 2, 0x1f0001, 1, 2}};
  const auto dump = minidump::to_bytes(s);
  const auto stream = stream_of(dump, kHandleData);
  ASSERT_EQ(stream.size(), 16u + 32u);
  EXPECT_EQ(number_at(stream, 0, 4), 16u);
  EXPECT_EQ(number_at(stream, 4, 4), 32u);
  EXPECT_EQ(number_at(stream, 8, 4), 1u);
  EXPECT_EQ(number_at(stream, 16, 8), 0x7cu);
  EXPECT_EQ(bytes_at(dump, number_at(stream, 24, 4), 18), Bytes().string(u"Mutant").build());
  EXPECT_EQ(number_at(stream, 28, 4), 0u);
  EXPECT_EQ(number_at(stream, 32, 4), 2u);
  EXPECT_EQ(number_at(stream, 36, 4), 0x1f0001u);
  EXPECT_EQ(number_at(stream, 40, 4), 1u);
  EXPECT_EQ(number_at(stream, 44, 4), 2u);
}

TEST(HandleDataStream, is_not_written_without_handles) {
  EXPECT_TRUE(stream_of(minidump::to_bytes(Snapshot{}), kHandleData).empty());
}

}  // namespace
}  // namespace dumplab::test
