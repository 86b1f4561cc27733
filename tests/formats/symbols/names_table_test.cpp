// SPDX-License-Identifier: MIT
#include "symbols/names_table.h"

#include <gtest/gtest.h>

#include "support/bytes.h"

namespace dumplab::symbols {
namespace {

test::Bytes table(std::uint32_t signature, std::uint32_t size) {
  return std::move(test::Bytes().u32(signature).u32(1).u32(size).u8(0).text("one").u8(0).text("two").u8(0));
}

TEST(NamesTable, finds_names_by_offset) {
  const auto bytes = table(0xeffeeffe, 9).build();
  const auto names = NamesTable::read(ByteView(std::span(bytes)));
  ASSERT_TRUE(names);
  EXPECT_EQ(names->at(0).value(), "");
  EXPECT_EQ(names->at(1).value(), "one");
  EXPECT_EQ(names->at(5).value(), "two");
}

TEST(NamesTable, refuses_offsets_inside_names_and_past_the_end) {
  const auto bytes = table(0xeffeeffe, 9).build();
  const auto names = NamesTable::read(ByteView(std::span(bytes)));
  EXPECT_EQ(names->at(2).error().kind, ErrorKind::kMalformed);
  EXPECT_EQ(names->at(9).error().kind, ErrorKind::kTruncated);
  EXPECT_EQ(names->at(0xffffffff).error().kind, ErrorKind::kTruncated);
}

TEST(NamesTable, refuses_a_wrong_signature_and_a_size_past_the_end) {
  const auto wrong = table(1, 9).build(), cut = table(0xeffeeffe, 10).build();
  EXPECT_EQ(NamesTable::read(ByteView(std::span(wrong))).error().kind, ErrorKind::kMalformed);
  EXPECT_EQ(NamesTable::read(ByteView(std::span(cut))).error().kind, ErrorKind::kTruncated);
  EXPECT_FALSE(NamesTable().at(1)) << "a table of nothing";
}

}  // namespace
}  // namespace dumplab::symbols
