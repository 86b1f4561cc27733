// SPDX-License-Identifier: MIT
#include "document/ladder.h"

#include <gtest/gtest.h>

#include "document/document.h"

namespace dumplab::document {
namespace {

Document two_bands() {
  Ladder ladder;
  ladder.title = "Stack";
  ladder.bands = {{"A!f<int>",
                   {"EIP"},
                   {{"1000", "2000", "saved EBP", {"ESP", "EBP"}}, {"", "", "... 8 bytes", {}}},
                   true},
                  {"A!g", {}, {{"2000", "0", "", {}}}, false}};
  ladder.links = {{0, 2, "[1000]"}};
  Document page;
  page.ladder(std::move(ladder));
  return page;
}

TEST(Ladder, text_has_a_line_per_rung_and_the_link_behind_it) {
  EXPECT_EQ(render_text(two_bands()),
            "Stack\n"
            "     EIP -> A!f<int>\n"
            "ESP, EBP ->  1000  2000  saved EBP    [1000] -> 2000\n"
            "                         ... 8 bytes\n"
            "            A!g\n"
            "             2000  0\n");
}

TEST(Ladder, svg_has_a_box_per_word_and_a_line_per_link) {
  const std::string text = render_svg(two_bands());
  EXPECT_NE(text.find("A!f&lt;int&gt;"), std::string::npos);
  EXPECT_NE(text.find("<title>[1000]</title></polyline>"), std::string::npos);
  std::size_t boxes = 0;
  for (std::size_t at = 0; (at = text.find("stroke=\"black\"", at)) != std::string::npos; ++at) ++boxes;
  EXPECT_EQ(boxes, 2u) << "what is left out has none";
}

TEST(Ladder, dot_has_the_rungs_of_links) {
  const std::string text = render_dot(two_bands());
  EXPECT_NE(text.find("l0_0 -> l0_2 [label=\"[1000]\\l\"];"), std::string::npos) << text;
  EXPECT_EQ(text.find("l0_1"), std::string::npos);
}

}  // namespace
}  // namespace dumplab::document
