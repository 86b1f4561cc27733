// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <variant>
#include <vector>

namespace dumplab::document {

/// A title; level 1 is the largest.
struct Heading {
  int level = 1;
  std::string text;
};

struct Paragraph {
  std::string text;
};

enum class Align { kLeft, kRight };

struct Column {
  std::string title;  ///< a table whose titles are all empty shows none
  Align align = Align::kLeft;
};

/// Rows may be shorter than the columns.
struct Table {
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;
};

using Block = std::variant<Heading, Paragraph, Table>;

/// What a report or a command has to say, without regard to how it is shown.
struct Document {
  std::vector<Block> blocks;

  void heading(int level, std::string text) { blocks.push_back(Heading{level, std::move(text)}); }
  void paragraph(std::string text) { blocks.push_back(Paragraph{std::move(text)}); }
  void table(Table table) { blocks.push_back(std::move(table)); }
};

/// Plain text in columns: what a terminal shows.
std::string render_text(const Document& document);

}  // namespace dumplab::document
