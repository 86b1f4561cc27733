// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <set>

#include "document/document.h"

namespace dumplab::document {
namespace {

/// A quoted DOT string; `line_end` closes each line.
std::string quote(const std::vector<std::string>& lines) {
  std::string text = "\"";
  for (const std::string& line : lines) {
    for (const char c : line) {
      if (c == '"' || c == '\\') text += '\\';
      if (static_cast<unsigned char>(c) >= 0x20) text += c;
    }
    text += "\\l";
  }
  return text + "\"";
}

class DotRenderer {
 public:
  void operator()(const Heading&) {}
  void operator()(const Paragraph& paragraph) { note(paragraph.text); }
  void operator()(const Table&) {}
  void operator()(const Listing&) {}

  void operator()(const Figure& figure) {
    const std::string prefix = fmt::format("f{}_", figures_++);
    for (std::size_t column = 0; column < figure.columns.size(); ++column) {
      out_ += fmt::format("  subgraph cluster_{}{} {{\n    label={};\n", prefix, column,
                          quote({figure.columns[column]}));
      for (std::size_t i = 0; i < figure.boxes.size(); ++i)
        if (figure.boxes[i].column == column)
          out_ += fmt::format("    {}{} [label={}];\n", prefix, i, quote(figure.boxes[i].lines));
      out_ += "  }\n";
    }
    for (const Figure::Arrow& arrow : figure.arrows)
      out_ += fmt::format("  {0}{1} -> {0}{2} [label={3}];\n", prefix, arrow.from, arrow.to,
                          quote({arrow.label}));
  }

  void operator()(const BarChart& chart) {
    std::vector<std::string> lines = {chart.title};
    for (const BarChart::Bar& bar : chart.bars) {
      std::string line = bar.label + ":";
      for (std::size_t i = 0; i < bar.counts.size(); ++i)
        if (bar.counts[i] != 0) line += fmt::format(" {} {}", bar.counts[i], chart.kinds[i]);
      lines.push_back(line);
    }
    out_ += fmt::format("  c{} [label={}];\n", figures_++, quote(lines));
  }

  /// A node per rung that a link leads from or to.
  void operator()(const Ladder& ladder) {
    const std::string prefix = fmt::format("l{}_", figures_++);
    std::vector<const Ladder::Rung*> rungs;
    for (const Ladder::Band& band : ladder.bands)
      for (const Ladder::Rung& rung : band.rungs) rungs.push_back(&rung);
    std::set<std::size_t> used;
    for (const Ladder::Link& link : ladder.links) used.insert({link.from, link.to});
    for (const std::size_t i : used)
      out_ += fmt::format("  {}{} [label={}];\n", prefix, i,
                          quote({rungs[i]->address + ": " + rungs[i]->word, rungs[i]->meaning}));
    for (const Ladder::Link& link : ladder.links)
      out_ +=
          fmt::format("  {0}{1} -> {0}{2} [label={3}];\n", prefix, link.from, link.to, quote({link.label}));
  }

  std::string take() {
    return "digraph dumplab {\n  rankdir=LR;\n  node [shape=box, fontname=monospace];\n" + out_ + "}\n";
  }

 private:
  void note(const std::string& text) {
    out_ += fmt::format("  n{} [shape=note, label={}];\n", figures_++, quote({text}));
  }

  std::string out_;
  unsigned figures_ = 0;
};

}  // namespace

std::string render_dot(const Document& document) {
  DotRenderer renderer;
  for (const Block& block : document.blocks) std::visit(renderer, block);
  return renderer.take();
}

}  // namespace dumplab::document
