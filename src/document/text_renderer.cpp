// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "document/document.h"

namespace dumplab::document {
namespace {

constexpr std::size_t kColumnGap = 2;

/// Columns on a terminal: one per code point.
std::size_t width_of(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

/// Bytes of the UTF-8 character at `at`; 0 where the bytes are none.  Source: RFC 3629.
std::size_t character_length(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return static_cast<unsigned char>(at + i < text.size() ? text[at + i] : 0);
  };
  const unsigned char first = byte(0), second = byte(1);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xc2 && first < 0xe0   ? 2
                             : (first & 0xf0) == 0xe0        ? 3
                             : first >= 0xf0 && first < 0xf5 ? 4
                                                             : 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte(i) & 0xc0) != 0x80) return 0;
  const bool is_overlong = (first == 0xe0 && second < 0xa0) || (first == 0xf0 && second < 0x90);
  const bool is_outside = (first == 0xed && second >= 0xa0) || (first == 0xf4 && second >= 0x90);
  return is_overlong || is_outside ? 0 : length;
}

/// Text from a dump can hold anything; a terminal would obey it. Control characters (C0, C1, DEL) and bytes
/// that are no UTF-8 become \xNN.
std::string printable(const std::string& text, bool is_line) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto c = static_cast<unsigned char>(text[i]);
    const std::size_t length = character_length(text, i);
    const bool is_c1 = length == 2 && c == 0xc2 && static_cast<unsigned char>(text[i + 1]) < 0xa0;
    if (is_c1) {
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[i + 1]));
    } else if (length == 0 || (c < 0x20 && (is_line || c != '\n')) || c == 0x7f) {
      out += fmt::format("\\x{:02x}", c);
    } else {
      out += text.substr(i, length);
    }
    i += std::max<std::size_t>(length, 1);
  }
  return out;
}

class TextRenderer {
 public:
  void operator()(const Heading& heading) {
    if (!out_.empty()) out_ += '\n';
    const std::string text = printable(heading.text, true);
    out_ += text + '\n';
    if (heading.level == 1) out_ += std::string(width_of(text), '=') + '\n';
  }

  void operator()(const Paragraph& paragraph) { out_ += printable(paragraph.text, false) + '\n'; }

  void operator()(const Listing& listing) {
    for (const Line& line : listing.lines) out_ += printable(line.text, true) + '\n';
  }

  void operator()(Table table) {
    for (auto& row : table.rows)
      for (std::string& cell : row) cell = printable(cell, true);
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

  /// A row per arrow; boxes without one by themselves.
  void operator()(const Figure& figure) {
    (*this)(Heading{2, figure.title});
    Table table;
    for (const std::string& title : figure.columns) table.columns.push_back({title, Align::kLeft});
    std::vector<bool> shown(figure.boxes.size());
    const auto put = [&](std::vector<std::string>& row, std::size_t index) {
      std::string& cell = row[figure.boxes[index].column];
      for (const std::string& line : figure.boxes[index].lines) cell += (cell.empty() ? "" : "  ") + line;
      shown[index] = true;
    };
    for (const Figure::Arrow& arrow : figure.arrows) {
      std::vector<std::string> row(figure.columns.size());
      put(row, arrow.from);
      put(row, arrow.to);
      std::string& cell = row[figure.boxes[arrow.to].column];
      cell = "-> " + (arrow.label.empty() ? cell : arrow.label + " -> " + cell);
      table.rows.push_back(std::move(row));
    }
    for (std::size_t i = 0; i < figure.boxes.size(); ++i) {
      if (shown[i]) continue;
      std::vector<std::string> row(figure.columns.size());
      put(row, i);
      table.rows.push_back(std::move(row));
    }
    (*this)(table);
  }

  void operator()(const BarChart& chart) {
    constexpr std::uint64_t kLongest = 50;
    (*this)(Heading{2, chart.title});
    Table table;
    table.columns.push_back({"", Align::kLeft});
    for (const std::string& kind : chart.kinds) table.columns.push_back({kind, Align::kRight});
    table.columns.push_back({"", Align::kLeft});
    std::uint64_t highest = 1;
    for (const BarChart::Bar& bar : chart.bars) highest = std::max(highest, total_of(bar));
    for (const BarChart::Bar& bar : chart.bars) {
      std::vector<std::string> row = {bar.label};
      for (const std::uint64_t count : bar.counts) row.push_back(std::to_string(count));
      row.emplace_back((total_of(bar) * kLongest + highest - 1) / highest, '#');
      table.rows.push_back(std::move(row));
    }
    (*this)(table);
  }

  /// A line per rung: pointers, address, word, meaning and link. A band's title stands above its rungs.
  void operator()(const Ladder& ladder) {
    (*this)(Heading{2, ladder.title});
    std::size_t pointers = 0;
    std::vector<const Ladder::Rung*> rungs;
    Table table{std::vector<Column>(4), {}};
    for (const Ladder::Band& band : ladder.bands) {
      pointers = std::max(pointers, width_of(pointer_text(band.pointers)));
      for (const Ladder::Rung& rung : band.rungs) {
        pointers = std::max(pointers, width_of(pointer_text(rung.pointers)));
        rungs.push_back(&rung);
        table.rows.push_back({rung.address, rung.word, rung.meaning});
      }
    }
    for (const Ladder::Link& link : ladder.links)
      table.rows[link.from].push_back(link.label + " -> " + rungs[link.to]->address);
    std::vector<std::size_t> widths(4);
    for (const auto& row : table.rows)
      for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width_of(row[i]));
    std::size_t next = 0;
    const auto add = [&](const std::vector<std::string>& from) {
      const std::string text = pointer_text(from);
      out_ += std::string(pointers - width_of(text), ' ') + text;
    };
    for (const Ladder::Band& band : ladder.bands) {
      add(band.pointers);
      out_ += (pointers ? " " : "") + band.title + '\n';
      for (const Ladder::Rung& rung : band.rungs) {
        add(rung.pointers);
        add_row(table, widths, table.rows[next++]);
      }
    }
  }

  std::string take() { return std::move(out_); }

 private:
  /// "ESP, EBP ->"
  static std::string pointer_text(const std::vector<std::string>& pointers) {
    std::string text;
    for (const std::string& pointer : pointers) text += (text.empty() ? "" : ", ") + pointer;
    return text.empty() ? text : text + " ->";
  }

  static std::uint64_t total_of(const BarChart::Bar& bar) {
    return std::accumulate(bar.counts.begin(), bar.counts.end(), std::uint64_t{0});
  }

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
