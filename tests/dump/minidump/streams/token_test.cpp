// SPDX-License-Identifier: MIT
#include "minidump/writer.h"
#include "support/expect_dump.h"

namespace dumplab::test {
namespace {

Bytes list() {
  return Bytes()
      .u32(16 + 24 + 16)
      .u32(2)
      .u32(16)
      .u32(16)
      .u32(24)
      .u32(100)
      .u64(0x44)
      .u64(9)
      .u32(16)
      .u32(104)
      .u64(0x48);
}

TEST(TokenStream, gives_each_token_s_bytes) {
  const Dump dump = open_dump(HandMadeDump().x86().stream(19, list()));
  expect_no_problems(dump);
  const auto& tokens = dump.snapshot().tokens;
  ASSERT_EQ(tokens.size(), 2u);
  EXPECT_EQ(tokens[0].TokenId, 100u);
  EXPECT_EQ(tokens[0].TokenHandle, 0x44u);
  EXPECT_EQ(tokens[0].bytes, (std::vector<std::uint8_t>{9, 0, 0, 0, 0, 0, 0, 0}));
  EXPECT_EQ(tokens[1].TokenId, 104u);
}

TEST(TokenStream, ends_at_a_token_that_does_not_fit) {
  const Dump dump =
      open_dump(HandMadeDump().x86().stream(19, Bytes().u32(32).u32(2).u32(16).u32(16).u32(15).zeros(12)));
  expect_only_problem(dump, 32 + 24 + 56 + 16, "token 1 of 2: 15 bytes are no token");
  EXPECT_TRUE(dump.snapshot().tokens.empty());
}

TEST(TokenStream, is_written_as_it_was_read) {
  const Dump dump = open_dump(HandMadeDump().x86().stream(19, list()));
  EXPECT_EQ(stream_of(minidump::to_bytes(dump.snapshot()), 19), list().build());
}

}  // namespace
}  // namespace dumplab::test
