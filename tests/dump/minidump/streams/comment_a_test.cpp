// SPDX-License-Identifier: MIT
#include "minidump/writer.h"
#include "support/expect_dump.h"

namespace dumplab::test {
namespace {

TEST(CommentAStream, is_text_up_to_its_nul) {
  const Dump dump = open_dump(HandMadeDump().x86().stream(10, Bytes().text("two words").u8(0).text("rest")));
  expect_no_problems(dump);
  EXPECT_EQ(dump.snapshot().comment_ansi, "two words");
}

TEST(CommentAStream, says_when_no_nul_follows) {
  const Dump dump = open_dump(HandMadeDump().x86().stream(10, Bytes().text("word")));
  expect_only_problem(dump, 32 + 24 + 56, "CommentA: the comment has no NUL");
  EXPECT_EQ(dump.snapshot().comment_ansi, "word");
}

TEST(CommentAStream, is_written_with_its_nul) {
  Snapshot s;
  s.comment_ansi = "word";
  EXPECT_EQ(stream_of(minidump::to_bytes(s), 10), Bytes().text("word").u8(0).build());
  s.comment_ansi.reset();
  EXPECT_TRUE(stream_of(minidump::to_bytes(s), 10).empty());
}

}  // namespace
}  // namespace dumplab::test
