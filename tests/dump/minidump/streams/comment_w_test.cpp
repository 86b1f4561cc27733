// SPDX-License-Identifier: MIT
#include "minidump/writer.h"
#include "support/expect_dump.h"

namespace dumplab::test {
namespace {

TEST(CommentWStream, is_utf16_up_to_its_nul) {
  const Dump dump =
      open_dump(HandMadeDump().x86().stream(11, Bytes().utf16(u"gr\u00fcn").u16(0).utf16(u"rest")));
  expect_no_problems(dump);
  EXPECT_EQ(dump.snapshot().comment, "gr\xc3\xbcn");
}

TEST(CommentWStream, says_when_no_nul_follows) {
  const Dump dump = open_dump(HandMadeDump().x86().stream(11, Bytes().utf16(u"word")));
  expect_only_problem(dump, 32 + 24 + 56, "CommentW: the comment has no NUL");
  EXPECT_EQ(dump.snapshot().comment, "word");
}

TEST(CommentWStream, is_written_with_its_nul) {
  Snapshot s;
  s.comment = "gr\xc3\xbcn";
  EXPECT_EQ(stream_of(minidump::to_bytes(s), 11), Bytes().utf16(u"gr\u00fcn").u16(0).build());
}

}  // namespace
}  // namespace dumplab::test
