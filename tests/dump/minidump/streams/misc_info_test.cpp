// SPDX-License-Identifier: MIT
#include "minidump/writer.h"
#include "support/expect_dump.h"

namespace dumplab::test {
namespace {

/// MINIDUMP_MISC_INFO of `size` bytes: the first six fields and counting bytes.
Bytes misc_info(std::uint32_t size) {
  Bytes out = Bytes()
                  .u32(size)
                  .u32(0x17 /* Flags1 */)
                  .u32(1234 /* ProcessId */)
                  .u32(1199145000 /* ProcessCreateTime */)
                  .u32(5 /* ProcessUserTime */)
                  .u32(6 /* ProcessKernelTime */);
  for (std::uint32_t i = 24; i < size; ++i) out.u8(i);
  return out;
}
constexpr std::uint64_t kSecondOfTwo = 32 + 24 + 56;

TEST(MiscInfoStream, has_every_version) {
  for (const std::uint32_t size : {24u, 44u, 232u, 832u, 1364u}) {
    const Dump dump = open_dump(HandMadeDump().x86().stream(15, misc_info(size)));
    expect_no_problems(dump);
    const auto& misc = dump.snapshot().misc;
    ASSERT_TRUE(misc);
    EXPECT_EQ(misc->Flags1, 0x17u);
    EXPECT_EQ(misc->ProcessId, 1234u);
    EXPECT_EQ(misc->ProcessCreateTime, 1199145000u);
    EXPECT_EQ(misc->ProcessUserTime, 5u);
    EXPECT_EQ(misc->ProcessKernelTime, 6u);
    ASSERT_EQ(misc->rest.size(), size - 24);
    EXPECT_TRUE(size == 24 || misc->rest.back() == static_cast<std::uint8_t>(size - 1));
  }
}

TEST(MiscInfoStream, ends_with_its_SizeOfInfo_and_not_with_padding) {
  const Dump dump = open_dump(HandMadeDump().x86().stream(15, misc_info(44).zeros(4)));
  expect_no_problems(dump);
  EXPECT_EQ(dump.snapshot().misc->rest.size(), 20u);
}

TEST(MiscInfoStream, notes_a_SizeOfInfo_that_is_too_large) {
  Bytes stream = Bytes().u32(0xffffffff).u32(1).u32(1234).zeros(12).fill(4, 9);
  const Dump dump = open_dump(HandMadeDump().x86().stream(15, stream));
  expect_only_problem(dump, kSecondOfTwo, "SizeOfInfo 4294967295");
  EXPECT_EQ(dump.snapshot().misc->rest, (std::vector<std::uint8_t>{9, 9, 9, 9}));
}

TEST(MiscInfoStream, notes_a_SizeOfInfo_that_is_too_small) {
  const Dump dump = open_dump(HandMadeDump().x86().stream(15, Bytes().u32(0).u32(1).u32(1234).zeros(32)));
  expect_only_problem(dump, kSecondOfTwo, "SizeOfInfo 0");
  EXPECT_EQ(dump.snapshot().misc->ProcessId, 1234u);
  EXPECT_TRUE(dump.snapshot().misc->rest.empty());
}

TEST(MiscInfoStream, gives_the_fields_in_front_of_a_cut) {
  const Dump dump = open_dump(HandMadeDump().x86().stream(15, Bytes().u32(24).u32(1).u32(1234)));
  expect_problem(dump, kSecondOfTwo + 12, "ends after 12 of 24 bytes");
  EXPECT_EQ(dump.snapshot().misc->ProcessId, 1234u);
}

TEST(MiscInfoStream, gives_nothing_when_the_process_id_is_cut) {
  const Dump dump = open_dump(HandMadeDump().x86().stream(15, Bytes().u32(24).u32(1)));
  expect_only_problem(dump, kSecondOfTwo + 8, "ends after 8 of 24 bytes");
  EXPECT_FALSE(dump.snapshot().misc);
}

TEST(MiscInfoStream, is_written_as_the_format_says) {
  Snapshot s;
  s.misc = MiscInfo{0x17, 1234, 1199145000, 5, 6, {}};
  for (unsigned i = 24; i < 44; ++i) s.misc->rest.push_back(static_cast<std::uint8_t>(i));
  EXPECT_EQ(stream_of(minidump::to_bytes(s), 15), misc_info(44).build());
}

TEST(MiscInfoStream, is_not_written_when_the_snapshot_has_none) {
  EXPECT_TRUE(stream_of(minidump::to_bytes(Snapshot{}), 15).empty());
}

}  // namespace
}  // namespace dumplab::test
