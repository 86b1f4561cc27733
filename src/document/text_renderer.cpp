// SPDX-License-Identifier: MIT
#include <algorithm>

#include "document/document.h"

namespace dumplab::document {
namespace {

constexpr std::size_t kColumnGap = 2;

/// Columns on a terminal: one per code point.
std::size_t width_of(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

class TextRenderer {
 public:
  void operator()(const Heading& heading) {
    if (!out_.empty()) out_ += '\n';
    out_ += heading.text + '\n';
    if (heading.level == 1) out_ += std::string(width_of(heading.text), '=') + '\n';
  }

  void operator()(const Paragraph& paragraph) { out_ += paragraph.text + '\n'; }

  void operator()(const Table& table) {
    std::vector<std::size_t> widths;
    for (const Column& column : table.columns) widths.push_back(width_of(column.title));
    for (const auto& row : table.rows)
      for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width_of(row[i]));
    std::vector<std::string> titles;
    for (const Column& column : table.columns) titles.push_back(column.title);
    const bool titled = std::any_of(titles.begin(), titles.end(), [](const auto& t) { return !t.empty(); });
    if (titled) add_row(table, widths, titles);
    for (const auto& row : table.rows) add_row(table, widths, row);
  }

  std::string take() { return std::move(out_); }

 private:
  void add_row(const Table& table, const std::vector<std::size_t>& widths,
               const std::vector<std::string>& cells) {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::string padding(widths[i] - width_of(cells[i]), ' ');
      const bool right = table.columns[i].align == Align::kRight;
      line += std::string(kColumnGap, ' ') + (right ? padding + cells[i] : cells[i] + padding);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out_ += line + '\n';
  }

  std::string out_;
};

}  // namespace

std::string render_text(const Document& document) {
  TextRenderer renderer;
  for (const Block& block : document.blocks) std::visit(renderer, block);
  return renderer.take();
}

}  // namespace dumplab::document
