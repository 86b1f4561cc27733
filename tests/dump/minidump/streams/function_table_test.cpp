// SPDX-License-Identifier: MIT
#include "minidump/writer.h"
#include "support/expect_dump.h"

namespace dumplab::test {
namespace {

Bytes table() {
  Bytes out;
  out.u32(24).u32(32).u32(4).u32(12).u32(1).u32(0);
  return out.u64(0x10000).u64(0x20000).u64(0x10000).u32(2).u32(0).u32(0xabcd).fill(24, 7);
}

TEST(FunctionTableStream, gives_tables_and_their_entries) {
  const Dump dump = open_dump(HandMadeDump().x86().stream(13, table()));
  expect_no_problems(dump);
  const FunctionTable& t = dump.snapshot().function_tables.at(0);
  EXPECT_EQ(t.MaximumAddress, 0x20000u);
  EXPECT_EQ(t.EntryCount, 2u);
  EXPECT_EQ(t.native, (std::vector<std::uint8_t>{0xcd, 0xab, 0, 0}));
  EXPECT_EQ(t.entries, std::vector<std::uint8_t>(24, 7));
}

TEST(FunctionTableStream, refuses_entries_that_do_not_fit) {
  Bytes stream;
  stream.u32(24).u32(32).u32(0).u32(12).u32(1).u32(0).u64(0).u64(0).u64(0).u32(0xffffffff).u32(0);
  const Dump dump = open_dump(HandMadeDump().x86().stream(13, stream));
  expect_only_problem(dump, 32 + 24 + 56 + 24, "table 1 of 1 does not fit");
  EXPECT_TRUE(dump.snapshot().function_tables.empty());
}

TEST(FunctionTableStream, is_written_as_it_was_read) {
  const Dump dump = open_dump(HandMadeDump().x86().stream(13, table()));
  EXPECT_EQ(stream_of(minidump::to_bytes(dump.snapshot()), 13), table().build());
}

}  // namespace
}  // namespace dumplab::test
