// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "document/document.h"

namespace dumplab::document {
namespace {

using Json = nlohmann::json;

TEST(JsonRenderer, has_each_kind_of_block) {
  Document page;
  page.heading(2, "Title");
  page.paragraph("words");
  page.table({{{"Name"}, {"Size", Align::kRight}}, {{"a", "5"}}});
  Listing listing{"frames", {}};
  listing.add("00 main")
      .address("ip", 0x401000)
      .number("frame", 0)
      .flag("inline", false)
      .list("args", {"1", "2"});
  page.listing(std::move(listing));
  EXPECT_EQ(Json::parse(render_json(page)), Json::parse(R"({"blocks":[
    {"kind":"heading","level":2,"text":"Title"},
    {"kind":"paragraph","text":"words"},
    {"kind":"table","columns":["Name","Size"],"rows":[["a","5"]]},
    {"kind":"listing","name":"frames","lines":[
      {"text":"00 main","ip":"0x401000","frame":0,"inline":false,"args":["1","2"]}]}]})"));
}

TEST(JsonRenderer, has_charts_and_figures) {
  Document page;
  Figure figure;
  figure.title = "F";
  figure.columns = {"left", "right"};
  figure.boxes = {{0, {"a"}}, {1, {"b"}}};
  figure.arrows = {{0, 1, "to"}};
  page.figure(figure);
  const Json block = Json::parse(render_json(page))["blocks"][0];
  EXPECT_EQ(block["kind"], "figure");
  EXPECT_EQ(block["arrows"][0]["label"], "to");
  EXPECT_EQ(block["boxes"][1]["lines"][0], "b");
}

TEST(JsonRenderer, is_one_line_of_UTF8_whatever_the_text_holds) {
  Document page;
  page.paragraph("a\nb\x1b\x9b\xff\"\\");
  const std::string text = render_json(page);
  EXPECT_EQ(text.find('\n'), std::string::npos);
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  const auto parsed = Json::parse(text, nullptr, false);
  ASSERT_FALSE(parsed.is_discarded()) << text;
}

}  // namespace
}  // namespace dumplab::document
