// SPDX-License-Identifier: MIT
#include "minidump/writer.h"
#include "support/expect_dump.h"

namespace dumplab::test {
namespace {

constexpr std::uint64_t kThirdOfThree = 32 + 36 + 56 + 52;

Dump open_with(const Bytes& stream, const Bytes& parts = {}) {
  return open_dump(
      HandMadeDump().x86().stream(3, Bytes().u32(1).u32(7).zeros(44)).stream(24, stream).part(parts));
}

TEST(ThreadNamesStream, gives_a_thread_its_name) {
  const Dump dump =
      open_with(Bytes().u32(1).u32(7).rva64("name"), Bytes().label("name").string(u"m\u00e4in"));
  expect_no_problems(dump);
  EXPECT_EQ(dump.snapshot().threads.at(0).name, "m\xc3\xa4in");
}

TEST(ThreadNamesStream, may_have_padding_behind_its_count) {
  const Dump dump =
      open_with(Bytes().u32(1).u32(0).u32(7).rva64("name"), Bytes().label("name").string(u"main"));
  expect_no_problems(dump);
  EXPECT_EQ(dump.snapshot().threads.at(0).name, "main");
}

TEST(ThreadNamesStream, tells_an_empty_name_from_none) {
  const Dump dump = open_with(Bytes().u32(1).u32(7).rva64("name"), Bytes().label("name").string(u""));
  EXPECT_EQ(dump.snapshot().threads.at(0).name, "");
}

TEST(ThreadNamesStream, notes_a_name_far_outside_the_file) {
  const Dump dump = open_with(Bytes().u32(1).u32(7).u64(0xffffffffffffffff));
  expect_only_problem(dump, kThirdOfThree + 8, "name of thread 0x7");
  EXPECT_FALSE(dump.snapshot().threads.at(0).name);
}

TEST(ThreadNamesStream, may_name_threads_that_are_not_listed) {
  expect_no_problems(open_with(Bytes().u32(1).u32(99).u64(0xffffffff)));
}

TEST(ThreadNamesStream, is_written_as_the_format_says) {
  Snapshot s;
  s.threads.resize(2);
  s.threads[1].ThreadId = 7;
  s.threads[1].name = "m\xc3\xa4in";
  const auto dump = minidump::to_bytes(s);
  const auto stream = stream_of(dump, 24);
  ASSERT_EQ(stream.size(), 16u);
  EXPECT_EQ(number_at(stream, 0, 4), 1u);
  EXPECT_EQ(number_at(stream, 4, 4), 7u);
  EXPECT_EQ(bytes_at(dump, number_at(stream, 8, 8), 14), Bytes().string(u"m\u00e4in").build());
}

TEST(ThreadNamesStream, is_not_written_when_no_thread_has_a_name) {
  Snapshot s;
  s.threads.resize(1);
  EXPECT_TRUE(stream_of(minidump::to_bytes(s), 24).empty());
}

}  // namespace
}  // namespace dumplab::test
