// SPDX-License-Identifier: MIT
#include <nlohmann/json.hpp>

#include "document/document.h"

namespace dumplab::document {
namespace {

using Json = nlohmann::ordered_json;

struct JsonRenderer {
  Json operator()(const Heading& heading) const {
    return {{"kind", "heading"}, {"level", heading.level}, {"text", heading.text}};
  }
  Json operator()(const Paragraph& paragraph) const {
    return {{"kind", "paragraph"}, {"text", paragraph.text}};
  }
  Json operator()(const Table& table) const {
    Json columns = Json::array();
    for (const Column& column : table.columns) columns.push_back(column.title);
    return {{"kind", "table"}, {"columns", std::move(columns)}, {"rows", table.rows}};
  }
  Json operator()(const Listing& listing) const {
    Json lines = Json::array();
    for (const Line& line : listing.lines) {
      Json& object = lines.emplace_back(Json{{"text", line.text}});
      for (const Field& field : line.fields)
        std::visit([&](const auto& value) { object[field.name] = value; }, field.value);
    }
    return {{"kind", "listing"}, {"name", listing.name}, {"lines", std::move(lines)}};
  }
  Json operator()(const Figure& figure) const {
    Json boxes = Json::array(), arrows = Json::array();
    for (const Figure::Box& box : figure.boxes)
      boxes.push_back({{"column", box.column}, {"lines", box.lines}});
    for (const Figure::Arrow& arrow : figure.arrows)
      arrows.push_back({{"from", arrow.from}, {"to", arrow.to}, {"label", arrow.label}});
    return {{"kind", "figure"},
            {"title", figure.title},
            {"columns", figure.columns},
            {"boxes", std::move(boxes)},
            {"arrows", std::move(arrows)}};
  }
  Json operator()(const BarChart& chart) const {
    Json bars = Json::array();
    for (const BarChart::Bar& bar : chart.bars)
      bars.push_back({{"label", bar.label}, {"counts", bar.counts}});
    return {{"kind", "bar_chart"}, {"title", chart.title}, {"kinds", chart.kinds}, {"bars", std::move(bars)}};
  }
  Json operator()(const Ladder& ladder) const {
    Json bands = Json::array(), links = Json::array();
    for (const Ladder::Band& band : ladder.bands) {
      Json rungs = Json::array();
      for (const Ladder::Rung& rung : band.rungs)
        rungs.push_back({{"address", rung.address},
                         {"word", rung.word},
                         {"meaning", rung.meaning},
                         {"pointers", rung.pointers}});
      bands.push_back({{"title", band.title}, {"pointers", band.pointers}, {"rungs", std::move(rungs)}});
    }
    for (const Ladder::Link& link : ladder.links)
      links.push_back({{"from", link.from}, {"to", link.to}, {"label", link.label}});
    return {{"kind", "ladder"},
            {"title", ladder.title},
            {"bands", std::move(bands)},
            {"links", std::move(links)}};
  }
};

}  // namespace

std::string render_json(const Document& document) {
  Json blocks = Json::array();
  for (const Block& block : document.blocks) blocks.push_back(std::visit(JsonRenderer{}, block));
  return Json{{"blocks", std::move(blocks)}}.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace dumplab::document
