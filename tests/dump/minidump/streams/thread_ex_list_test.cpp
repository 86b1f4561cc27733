// SPDX-License-Identifier: MIT
#include "minidump/writer.h"
#include "support/expect_dump.h"

namespace dumplab::test {
namespace {

Bytes thread(std::uint32_t id) {
  return Bytes()
      .u32(id)
      .u32(1)
      .u32(0x20)
      .u32(0)
      .u64(0x7ffde000)
      .u64(0x1000)
      .u32(0)
      .u32(0)
      .u32(0)
      .u32(0)
      .u64(0x2000)
      .u32(0)
      .u32(0);
}

TEST(ThreadExListStream, gives_threads_where_no_other_list_does) {
  const Dump dump = open_dump(HandMadeDump().x86().stream(8, Bytes().u32(1).append(thread(5))));
  expect_no_problems(dump);
  EXPECT_EQ(dump.snapshot().threads.at(0).Teb, 0x7ffde000u);
}

TEST(ThreadExListStream, does_not_count_beside_a_thread_list) {
  const Dump dump = open_dump(HandMadeDump()
                                  .x86()
                                  .stream(8, Bytes().u32(1).append(thread(5)))
                                  .stream(3, Bytes().u32(1).u32(7).zeros(44)));
  ASSERT_EQ(dump.snapshot().threads.size(), 1u);
  EXPECT_EQ(dump.snapshot().threads[0].ThreadId, 7u);
}

TEST(ThreadExListStream, is_never_written) {
  Snapshot s;
  s.threads.resize(1);
  EXPECT_TRUE(stream_of(minidump::to_bytes(s), 8).empty());
}

}  // namespace
}  // namespace dumplab::test
