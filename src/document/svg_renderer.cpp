// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "document/document.h"

namespace dumplab::document {
namespace {

constexpr int kMargin = 20, kLine = 16, kPadding = 6, kCharacter = 7, kColumnGap = 140, kBoxGap = 8;
constexpr int kPointer = 40, kLane = 10, kLanes = 4;
constexpr int kBarWidth = 14, kBarHeight = 160;
constexpr const char* kColours[] = {"#4878a8", "#d08040", "#70a060", "#a05878", "#808080", "#c0b050"};

std::string escape(const std::string& text) {
  std::string safe;
  for (const char c : text) {
    if (c == '&')
      safe += "&amp;";
    else if (c == '<')
      safe += "&lt;";
    else if (c == '>')
      safe += "&gt;";
    else if (static_cast<unsigned char>(c) >= 0x20)
      safe += c;
  }
  return safe;
}

class SvgRenderer {
 public:
  void operator()(const Heading& heading) { write(kMargin, heading.text, "bold"); }
  void operator()(const Paragraph& paragraph) { write(kMargin, paragraph.text); }
  void operator()(const Table&) {}
  void operator()(const Listing&) {}

  void operator()(const Figure& figure) {
    write(kMargin, figure.title, "bold");
    std::vector<int> widths(figure.columns.size()), lefts(figure.columns.size());
    for (std::size_t i = 0; i < figure.columns.size(); ++i) widths[i] = width_of(figure.columns[i]);
    for (const Figure::Box& box : figure.boxes)
      for (const std::string& line : box.lines)
        widths[box.column] = std::max(widths[box.column], width_of(line));
    int x = kMargin;
    for (std::size_t i = 0; i < widths.size(); ++i) {
      lefts[i] = x;
      x += widths[i] + 2 * kPadding + kColumnGap;
      text(lefts[i], y_ + kLine, figure.columns[i], "bold");
    }
    width_ = std::max(width_, x - kColumnGap + kMargin);
    draw_boxes(figure, widths, lefts);
  }

  void operator()(const BarChart& chart) {
    write(kMargin, chart.title, "bold");
    std::uint64_t highest = 1;
    for (const BarChart::Bar& bar : chart.bars) {
      std::uint64_t total = 0;
      for (const std::uint64_t count : bar.counts) total += count;
      highest = std::max(highest, total);
    }
    const int floor = y_ + kBarHeight + kPadding;
    int x = kMargin;
    for (const BarChart::Bar& bar : chart.bars) {
      int y = floor;
      for (std::size_t i = 0; i < bar.counts.size(); ++i) {
        const int height = static_cast<int>(bar.counts[i] * kBarHeight / highest);
        y -= height;
        body_ += fmt::format(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\"><title>{}: {} "
            "{}</title></rect>\n",
            x, y, kBarWidth - 2, height, kColours[i % std::size(kColours)], escape(bar.label), bar.counts[i],
            escape(chart.kinds[i]));
      }
      x += kBarWidth;
    }
    width_ = std::max(width_, x + kMargin);
    y_ = floor;
    if (!chart.bars.empty())
      write(kMargin, fmt::format("{} to {}; highest bar {}", chart.bars.front().label,
                                 chart.bars.back().label, highest));
    for (std::size_t i = 0; i < chart.kinds.size(); ++i) {
      body_ += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"10\" height=\"10\" fill=\"{}\"/>\n", kMargin,
                           y_ + kLine - 9, kColours[i % std::size(kColours)]);
      write(kMargin + kBarWidth, chart.kinds[i]);
    }
  }

  void operator()(const Ladder& ladder) {
    write(kMargin, ladder.title, "bold");
    const LadderColumns columns = columns_of(ladder);
    std::vector<int> middles;
    for (const Ladder::Band& band : ladder.bands) {
      y_ += kLine;
      text(columns.address, y_ + kLine - 4, band.title, "bold");
      point(band.pointers, columns.address - 2, y_ + kLine - 8);
      width_ = std::max(width_, columns.address + width_of(band.title) + kMargin);
      y_ += kLine;
      for (const Ladder::Rung& rung : band.rungs) {
        draw_rung(rung, columns, band.marked);
        middles.push_back(y_ - kLine / 2);
      }
    }
    for (std::size_t i = 0; i < ladder.links.size(); ++i) {
      const Ladder::Link& link = ladder.links[i];
      const int lane = columns.links + kLane * static_cast<int>(1 + i % kLanes), y1 = middles[link.from],
                y2 = middles[link.to];
      body_ += fmt::format(
          "<polyline points=\"{},{} {},{} {},{} {},{}\" fill=\"none\" stroke=\"#405060\" "
          "marker-end=\"url(#arrow)\"><title>{}</title></polyline>\n",
          columns.links, y1, lane, y1, lane, y2, columns.links, y2, escape(link.label));
      const int label = columns.links + kLane * (kLanes + 1);
      text(label, y1 + 4, link.label);
      width_ = std::max(width_, label + width_of(link.label) + kMargin);
    }
  }

  std::string take() {
    return fmt::format(
               "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} "
               "{1}\" "
               "font-family=\"monospace\" font-size=\"12\">\n"
               "<defs><marker id=\"arrow\" markerWidth=\"8\" markerHeight=\"8\" refX=\"7\" refY=\"3\" "
               "orient=\"auto\"><path d=\"M0,0 L7,3 L0,6 z\"/></marker></defs>\n"
               "<rect width=\"{0}\" height=\"{1}\" fill=\"white\"/>\n",
               width_, y_ + kMargin) +
           body_ + "</svg>\n";
  }

 private:
  /// Left edges of a ladder's columns; links begin at the right edge of its words' meanings.
  struct LadderColumns {
    int address, word, meaning, links;
  };
  static LadderColumns columns_of(const Ladder& ladder) {
    int pointer = 0, address = 0, word = 0, meaning = 0;
    for (const Ladder::Band& band : ladder.bands) {
      pointer = std::max(pointer, width_of(joined(band.pointers)));
      for (const Ladder::Rung& rung : band.rungs) {
        pointer = std::max(pointer, width_of(joined(rung.pointers)));
        address = std::max(address, width_of(rung.address));
        word = std::max(word, width_of(rung.word));
        meaning = std::max(meaning, width_of(rung.meaning));
      }
    }
    LadderColumns columns{};
    columns.address = kMargin + pointer + kPointer;
    columns.word = columns.address + address + 2 * kPadding;
    columns.meaning = columns.word + word + 2 * kPadding;
    columns.links = columns.meaning + meaning + 2 * kPadding;
    return columns;
  }
  static std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
  }

  /// An arrow from words at the left margin to (x, y).
  void point(const std::vector<std::string>& words, int x, int y) {
    if (words.empty()) return;
    const std::string all = joined(words);
    text(kMargin, y + 4, all, "bold");
    body_ += fmt::format(
        "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke=\"#405060\" marker-end=\"url(#arrow)\"/>\n",
        kMargin + width_of(all) + kPadding, y, x, y);
  }

  void draw_rung(const Ladder::Rung& rung, const LadderColumns& columns, bool marked) {
    const bool left_out = rung.address.empty();
    if (!left_out)
      body_ += fmt::format(
          "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\" stroke=\"black\"/>\n", columns.word,
          y_, columns.meaning - columns.word, kLine, marked ? "#f8e0d0" : "#f4f4f4");
    text(columns.address, y_ + kLine - 4, rung.address);
    text(columns.word + kPadding, y_ + kLine - 4, rung.word);
    text(columns.meaning + kPadding, y_ + kLine - 4, rung.meaning);
    point(rung.pointers, columns.address - 2, y_ + kLine / 2);
    y_ += kLine;
  }

  static int width_of(const std::string& line) { return static_cast<int>(line.size()) * kCharacter; }

  void text(int x, int y, const std::string& words, const char* weight = "normal") {
    body_ +=
        fmt::format("<text x=\"{}\" y=\"{}\" font-weight=\"{}\">{}</text>\n", x, y, weight, escape(words));
  }
  void write(int x, const std::string& words, const char* weight = "normal") {
    y_ += kLine + 2;
    text(x, y_, words, weight);
    width_ = std::max(width_, x + width_of(words) + kMargin);
  }

  void draw_boxes(const Figure& figure, const std::vector<int>& widths, const std::vector<int>& lefts) {
    const int top = y_ + kLine + kPadding;
    std::vector<int> below(figure.columns.size(), top), middles;
    for (const Figure::Box& box : figure.boxes) {
      const int height = static_cast<int>(box.lines.size()) * kLine + kPadding;
      int& y = below[box.column];
      body_ += fmt::format(
          "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"#f4f4f4\" stroke=\"black\"/>\n",
          lefts[box.column], y, widths[box.column] + 2 * kPadding, height);
      for (std::size_t i = 0; i < box.lines.size(); ++i)
        text(lefts[box.column] + kPadding, y + static_cast<int>(i + 1) * kLine - 2, box.lines[i]);
      middles.push_back(y + height / 2);
      y += height + kBoxGap;
    }
    for (const Figure::Arrow& arrow : figure.arrows) {
      const std::size_t from = figure.boxes[arrow.from].column, to = figure.boxes[arrow.to].column;
      const int x1 = lefts[from] + widths[from] + 2 * kPadding, x2 = lefts[to];
      const int y1 = middles[arrow.from], y2 = middles[arrow.to];
      body_ += fmt::format(
          "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke=\"#405060\" marker-end=\"url(#arrow)\"/>\n",
          x1, y1, x2, y2);
      if (!arrow.label.empty()) text(x1 + kPadding, (y1 + y2) / 2 - 3, arrow.label);
    }
    for (const int y : below) y_ = std::max(y_, y);
  }

  std::string body_;
  int y_ = kMargin, width_ = 200;
};

}  // namespace

std::string render_svg(const Document& document) {
  SvgRenderer renderer;
  for (const Block& block : document.blocks) std::visit(renderer, block);
  return renderer.take();
}

}  // namespace dumplab::document
