// SPDX-License-Identifier: MIT
#include "symbols/binary_annotations.h"

#include <gtest/gtest.h>

#include "support/bytes.h"

namespace dumplab::symbols {
namespace {

Result<std::vector<InlineRange>> read(std::initializer_list<int> bytes) {
  std::vector<std::byte> data;
  for (const int byte : bytes) data.push_back(std::byte(byte));
  return read_binary_annotations(ByteView(data, 0x100));
}

struct Piece {
  std::uint32_t offset, size;
  std::int64_t line;
};

void expect(std::initializer_list<int> bytes, const std::vector<Piece>& pieces) {
  const auto ranges = read(bytes);
  ASSERT_TRUE(ranges) << ranges.error().what;
  ASSERT_EQ(ranges->size(), pieces.size());
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    EXPECT_EQ((*ranges)[i].offset, pieces[i].offset) << i;
    EXPECT_EQ((*ranges)[i].size, pieces[i].size) << i;
    EXPECT_EQ((*ranges)[i].line_offset, pieces[i].line) << i;
  }
}

// Operations by their numbers in cvinfo.h; the first two cases are what clang-14 wrote and llvm-pdbutil-14
// says of it.
TEST(BinaryAnnotations, give_pieces_of_code_with_their_lines) {
  expect({0x0b, 0x6e, 0x0b, 0x23, 0x04, 0x05}, {{0xe, 3, 3}, {0x11, 5, 4}});
  expect({0x0b, 0x47, 0x06, 0x02, 0x03, 0x15, 0x06, 0x03, 0x03, 0x16, 0x04, 0x19, 0, 0},
         {{7, 0x15, 2}, {0x1c, 0x16, 3}, {0x32, 0x19, 2}});
  // A gap: the next offset counts from the end of the piece before.
  expect({0x03, 0x10, 0x04, 0x08, 0x03, 0x04, 0x04, 0x02}, {{0x10, 8, 0}, {0x1c, 2, 0}});
  // Length 3, 5 bytes on.
  expect({0x03, 0x10, 0x0c, 0x03, 0x05}, {{0x10, 5, 0}, {0x15, 3, 0}});
  // From an absolute offset; ends of lines and columns say nothing about code.
  expect({0x01, 0x20, 0x07, 0x01, 0x08, 0x01, 0x09, 0x01, 0x0a, 0x01, 0x0d, 0x01, 0x04, 0x01},
         {{0x20, 1, 0}});
  expect({0x03, 0x10}, {});  // no end
  expect({}, {});
}

TEST(BinaryAnnotations, have_numbers_of_one_two_and_four_bytes) {
  expect({0x03, 0x7f, 0x04, 0x80, 0x80}, {{0x7f, 0x80, 0}});
  expect({0x03, 0xbf, 0xff, 0x04, 0xdf, 0xff, 0xff, 0xff}, {{0x3fff, 0x1fffffff, 0}});
  expect({0x06, 0x81, 0x01, 0x03, 0x01, 0x04, 0x01}, {{1, 1, -0x80}});
}

TEST(BinaryAnnotations, change_the_file) {
  const auto ranges = read({0x03, 0x01, 0x05, 0x18, 0x03, 0x02, 0x04, 0x01});
  ASSERT_TRUE(ranges);
  ASSERT_EQ(ranges->size(), 2u);
  EXPECT_EQ((*ranges)[0].file, std::nullopt);
  EXPECT_EQ((*ranges)[1].file, 0x18u);
}

TEST(BinaryAnnotations, are_refused_where_they_are_cut_or_unknown) {
  for (const auto& bytes : {std::initializer_list<int>{0x03}, {0x03, 0x80}, {0x03, 0xc0, 0, 0}, {0x0c, 1}}) {
    const auto ranges = read(bytes);
    ASSERT_FALSE(ranges);
    EXPECT_EQ(ranges.error().kind, ErrorKind::kTruncated);
    EXPECT_EQ(ranges.error().where, 0x100 + bytes.size());
  }
  for (const auto& bytes : {std::initializer_list<int>{0x0e, 1}, {0x02, 1}, {0x03, 0xe0, 0, 0, 0}}) {
    const auto ranges = read(bytes);
    ASSERT_FALSE(ranges);
    EXPECT_EQ(ranges.error().kind, ErrorKind::kMalformed);
  }
}

}  // namespace
}  // namespace dumplab::symbols
