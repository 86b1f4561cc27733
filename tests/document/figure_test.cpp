// SPDX-License-Identifier: MIT
#include "document/figure.h"

#include <gtest/gtest.h>

#include "document/document.h"

namespace dumplab::document {
namespace {

Document two_boxes() {
  Figure figure;
  figure.title = "Map";
  figure.columns = {"left", "right"};
  figure.boxes = {{0, {"a", "b<c>"}}, {1, {"frame \"4\""}}, {1, {"alone"}}};
  figure.arrows = {{0, 1, "why"}};
  Document page;
  page.figure(std::move(figure));
  return page;
}

TEST(Figure, text_has_a_row_per_arrow_and_boxes_without_one_by_themselves) {
  EXPECT_EQ(render_text(two_boxes()),
            "Map\n"
            "  left     right\n"
            "  a  b<c>  -> why -> frame \"4\"\n"
            "           alone\n");
}

TEST(Figure, dot_quotes_names_and_keeps_columns_together) {
  const std::string text = render_dot(two_boxes());
  EXPECT_NE(text.find("digraph dumplab {"), std::string::npos);
  EXPECT_NE(text.find("f0_1 [label=\"frame \\\"4\\\"\\l\"];"), std::string::npos) << text;
  EXPECT_NE(text.find("f0_0 -> f0_1 [label=\"why\\l\"];"), std::string::npos) << text;
  EXPECT_NE(text.find("subgraph cluster_f0_1"), std::string::npos) << text;
}

TEST(Figure, svg_escapes_and_draws_every_box_and_arrow) {
  const std::string text = render_svg(two_boxes());
  EXPECT_EQ(text.find("b<c>"), std::string::npos);
  EXPECT_NE(text.find("b&lt;c&gt;"), std::string::npos);
  EXPECT_NE(text.find("marker-end"), std::string::npos);
  std::size_t boxes = 0;
  for (std::size_t at = 0; (at = text.find("stroke=\"black\"", at)) != std::string::npos; ++at) ++boxes;
  EXPECT_EQ(boxes, 3u);
  EXPECT_TRUE(text.starts_with("<svg ") && text.ends_with("</svg>\n"));
}

TEST(BarChart, text_shows_counts_and_bars_to_scale) {
  Document page;
  page.bar_chart({"Faults", {"zero", "image"}, {{"0 ms", {1, 1}}, {"1 ms", {0, 1}}}});
  EXPECT_EQ(render_text(page),
            "Faults\n"
            "        zero  image\n"
            "  0 ms     1      1  " +
                std::string(50, '#') + "\n" + "  1 ms     0      1  " + std::string(25, '#') + "\n");
}

TEST(BarChart, svg_has_a_rectangle_per_count) {
  Document page;
  page.bar_chart({"Faults", {"zero"}, {{"0 ms", {3}}, {"1 ms", {0}}}});
  EXPECT_NE(render_svg(page).find("<title>0 ms: 3 zero</title>"), std::string::npos);
}

}  // namespace
}  // namespace dumplab::document
