// SPDX-License-Identifier: MIT
#include "base/byte_view.h"

#include <gtest/gtest.h>

namespace dumplab {
namespace {

constexpr unsigned char kBytes[] = {1, 2, 3, 4, 5, 6, 7, 8, 'a', 'b', 0, 'c'};
const ByteView kView = ByteView::of(kBytes, sizeof kBytes, 0x200);

TEST(ByteView, knows_its_place_in_the_file) {
  const auto part = kView.slice(4, 4);
  ASSERT_TRUE(part);
  EXPECT_EQ(part->origin(), 0x204u);
  EXPECT_EQ((*part->at<le32>(0))->value(), 0x08070605u);
}

TEST(ByteView, refuses_what_does_not_fit_without_overflow) {
  EXPECT_FALSE(kView.slice(8, 5));
  EXPECT_FALSE(kView.slice(13, 0));
  EXPECT_FALSE(kView.slice(~0ull, 2));
  EXPECT_FALSE(kView.slice(2, ~0ull));
  EXPECT_FALSE(kView.at<le64>(5));
  EXPECT_TRUE(kView.slice(12, 0));
}

TEST(ByteView, compares_a_count_before_it_multiplies) {
  EXPECT_EQ(kView.array<le32>(0, 3)->size(), 3u);
  EXPECT_FALSE(kView.array<le32>(0, 4));
  EXPECT_FALSE(kView.array<le32>(0, 0x4000000000000001));
}

TEST(ByteView, names_the_file_offset_of_an_error) {
  const auto error = kView.slice(8, 100).error();
  EXPECT_EQ(error.kind, ErrorKind::kTruncated);
  EXPECT_EQ(error.where, 0x208u);
  EXPECT_EQ(error.what, "100 bytes needed, 4 left");
}

TEST(ByteView, ends_a_string_at_its_nul) {
  EXPECT_EQ(*kView.c_string(8), "ab");
  EXPECT_FALSE(kView.c_string(11));
  EXPECT_FALSE(kView.c_string(8, 2));
  EXPECT_FALSE(kView.c_string(12));
}

}  // namespace
}  // namespace dumplab
