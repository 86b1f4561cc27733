// SPDX-License-Identifier: MIT
#include "minidump/writer.h"
#include "support/expect_dump.h"

namespace dumplab::test {
namespace {

Bytes operation(std::uint32_t depth) {
  Bytes out;
  out.u64(0x1c).u32(100).u32(104).u32(2 /* closed */).u32(0).u32(depth).u32(0);
  for (std::uint64_t i = 0; i < 32; ++i) out.u64(0x401000 + i);
  return out;
}
Bytes list(std::uint32_t depth) { return Bytes().u32(16).u32(288).u32(1).u32(0).append(operation(depth)); }

TEST(HandleOperationListStream, gives_what_was_done_and_from_where) {
  const Dump dump = open_dump(HandMadeDump().x86().stream(18, list(3)));
  expect_no_problems(dump);
  const HandleOperation& o = dump.snapshot().handle_operations.at(0);
  EXPECT_EQ(o.Handle, 0x1cu);
  EXPECT_EQ(o.ThreadId, 104u);
  EXPECT_EQ(o.OperationType, 2u);
  EXPECT_EQ(o.ReturnAddresses, (std::vector<std::uint64_t>{0x401000, 0x401001, 0x401002}));
}

TEST(HandleOperationListStream, has_no_more_than_32_return_addresses) {
  const Dump dump = open_dump(HandMadeDump().x86().stream(18, list(33)));
  expect_only_problem(dump, 32 + 24 + 56 + 16 + 24, "33 return addresses: 32 are possible");
  EXPECT_EQ(dump.snapshot().handle_operations.at(0).ReturnAddresses.size(), 32u);
}

TEST(HandleOperationListStream, is_written_as_it_was_read) {
  const Dump dump = open_dump(HandMadeDump().x86().stream(18, list(32)));
  EXPECT_EQ(stream_of(minidump::to_bytes(dump.snapshot()), 18), list(32).build());
}

}  // namespace
}  // namespace dumplab::test
