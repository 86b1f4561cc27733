// SPDX-License-Identifier: MIT
#include "minidump/writer.h"
#include "support/expect_dump.h"

namespace dumplab::test {
namespace {

constexpr std::uint64_t kThirdOfThree = 32 + 36 + 56 + 52;

/// MINIDUMP_THREAD_INFO.
Bytes info(std::uint32_t id) {
  return Bytes()
      .u32(id)
      .u32(4 /* DumpFlags */)
      .u32(5 /* DumpError */)
      .u32(0x103 /* ExitStatus */)
      .u64(0x1c84bf0a0000001 /* CreateTime */)
      .u64(2 /* ExitTime */)
      .u64(3 /* KernelTime */)
      .u64(4 /* UserTime */)
      .u64(0x401000 /* StartAddress */)
      .u64(3 /* Affinity */);
}
const ThreadInfo kInfo{4, 5, 0x103, 0x1c84bf0a0000001, 2, 3, 4, 0x401000, 3};

Dump open_with(const Bytes& stream) {
  return open_dump(HandMadeDump().x86().stream(3, Bytes().u32(1).u32(7).zeros(44)).stream(17, stream));
}

TEST(ThreadInfoListStream, gives_a_thread_its_info) {
  const Dump dump = open_with(Bytes().u32(12).u32(64).u32(1).append(info(7)));
  expect_no_problems(dump);
  EXPECT_EQ(dump.snapshot().threads.at(0).info, kInfo);
}

TEST(ThreadInfoListStream, may_have_a_longer_header_and_longer_entries) {
  const Dump dump =
      open_with(Bytes().u32(16).u32(72).u32(2).zeros(4).append(info(6)).zeros(8).append(info(7)).zeros(8));
  expect_no_problems(dump);
  EXPECT_EQ(dump.snapshot().threads.at(0).info, kInfo);
}

TEST(ThreadInfoListStream, may_speak_of_threads_that_are_not_listed) {
  const Dump dump = open_with(Bytes().u32(12).u32(64).u32(1).append(info(99)));
  expect_no_problems(dump);
  EXPECT_FALSE(dump.snapshot().threads.at(0).info);
}

TEST(ThreadInfoListStream, takes_the_first_of_two_infos) {
  const Dump dump = open_with(Bytes().u32(12).u32(64).u32(2).append(info(7)).u32(7).zeros(60));
  EXPECT_EQ(dump.snapshot().threads.at(0).info, kInfo);
}

TEST(ThreadInfoListStream, refuses_entries_that_are_too_short) {
  const Dump dump = open_with(Bytes().u32(12).u32(60).u32(1).append(info(7)));
  expect_only_problem(dump, kThirdOfThree + 4, "SizeOfEntry 60");
  EXPECT_FALSE(dump.snapshot().threads.at(0).info);
}

TEST(ThreadInfoListStream, refuses_a_header_that_is_too_short) {
  expect_only_problem(open_with(Bytes().u32(0).u32(64).u32(1).append(info(7))), kThirdOfThree,
                      "SizeOfHeader 0");
}

TEST(ThreadInfoListStream, notes_a_header_that_is_cut) {
  expect_only_problem(open_with(Bytes().u32(12).u32(64)), kThirdOfThree, "12 bytes needed, 8 there");
}

TEST(ThreadInfoListStream, gives_the_infos_in_front_of_a_cut) {
  const Dump dump = open_with(Bytes().u32(12).u32(64).u32(0xffffffff).append(info(7)).zeros(60));
  expect_only_problem(dump, kThirdOfThree, "4294967295 entries of 64 bytes");
  EXPECT_EQ(dump.snapshot().threads.at(0).info, kInfo);
}

TEST(ThreadInfoListStream, is_written_as_the_format_says) {
  Snapshot s;
  s.threads.resize(2);
  s.threads[0].ThreadId = 6;
  s.threads[1].ThreadId = 7;
  s.threads[1].info = kInfo;
  EXPECT_EQ(stream_of(minidump::to_bytes(s), 17), Bytes().u32(12).u32(64).u32(1).append(info(7)).build());
}

TEST(ThreadInfoListStream, is_not_written_when_no_thread_has_an_info) {
  Snapshot s;
  s.threads.resize(1);
  EXPECT_TRUE(stream_of(minidump::to_bytes(s), 17).empty());
}

}  // namespace
}  // namespace dumplab::test
