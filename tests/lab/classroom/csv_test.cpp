// SPDX-License-Identifier: MIT
#include "classroom/csv.h"

#include <gtest/gtest.h>

namespace dumplab::classroom {
namespace {

std::string error_of(std::string_view text, const std::vector<std::string>& titles = {"id", "name"}) {
  const auto csv = parse_csv(text, titles);
  return csv ? "none" : csv.error().what;
}

TEST(Csv, finds_columns_by_title_in_any_order) {
  const auto csv = parse_csv("note,name,id\nx,Anna,a1\r\n,\"Berg, Ben\",b2\n", {"id", "name"});
  ASSERT_TRUE(csv) << csv.error().what;
  ASSERT_EQ(csv->rows.size(), 2u);
  EXPECT_EQ(csv->rows[0].fields, (std::vector<std::string>{"a1", "Anna"}));
  EXPECT_EQ(csv->rows[1].fields, (std::vector<std::string>{"b2", "Berg, Ben"}));
  EXPECT_EQ(csv->rows[1].line, 3u);
}

TEST(Csv, takes_quotes_lines_in_quotes_and_a_byte_order_mark) {
  const auto csv = parse_csv("\xef\xbb\xbfid,name\na,\"say \"\"no\"\"\nand go\"\n\nb,last", {"id", "name"});
  ASSERT_TRUE(csv) << csv.error().what;
  ASSERT_EQ(csv->rows.size(), 2u);
  EXPECT_EQ(csv->rows[0].fields[1], "say \"no\"\nand go");
  EXPECT_EQ(csv->rows[1].line, 5u);
}

TEST(Csv, says_in_which_line_something_is_wrong) {
  EXPECT_EQ(error_of(""), "line 1: no line of titles");
  EXPECT_EQ(error_of("id,age\na,b\n"), "line 1: no column name");
  EXPECT_EQ(error_of("id,name\na,b\nc\n"), "line 3: too few fields");
  EXPECT_EQ(error_of("id,name\na,b\"c\n"), "line 2: a quote where none can be");
  EXPECT_EQ(error_of("id,name\na,\"b"), "line 3: a quote where none can be");
}

TEST(Csv, writes_what_it_reads) {
  const std::vector<std::string> fields = {"plain", "a,b", "say \"no\"", "two\nlines", "", " x "};
  const auto csv = parse_csv("1,2,3,4,5,6\n" + csv_line(fields), {"1", "2", "3", "4", "5", "6"});
  ASSERT_TRUE(csv) << csv.error().what;
  ASSERT_EQ(csv->rows.size(), 1u);
  EXPECT_EQ(csv->rows[0].fields, fields);
}

}  // namespace
}  // namespace dumplab::classroom
