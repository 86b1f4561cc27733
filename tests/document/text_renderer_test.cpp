// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "document/document.h"

namespace dumplab::document {
namespace {

TEST(TextRenderer, aligns_columns_by_code_points_and_trims_line_ends) {
  Document page;
  page.heading(1, "Title");
  page.table(
      {{{"Name"}, {"Size", Align::kRight}, {"Note"}}, {{"\xc3\xa9", "5", ""}, {"longer", "1234", "x"}}});
  page.paragraph("end");
  EXPECT_EQ(render_text(page),
            "Title\n=====\n"
            "  Name    Size  Note\n"
            "  \xc3\xa9          5\n"
            "  longer  1234  x\n"
            "end\n");
}

TEST(TextRenderer, never_sends_control_characters) {
  Document page;
  page.paragraph("a\x1b[2Jb\nc");
  page.table({{{}, {}}, {{"x\r\ny\x7f", "\xc2\x9bz"}}});
  EXPECT_EQ(render_text(page), "a\\x1b[2Jb\nc\n  x\\x0d\\x0ay\\x7f  \\x9bz\n");
}

TEST(TextRenderer, shows_no_title_line_for_a_table_without_titles) {
  Document page;
  page.table({{{}, {}}, {{"a", "b"}}});
  EXPECT_EQ(render_text(page), "  a  b\n");
}

}  // namespace
}  // namespace dumplab::document
