// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "document/figure.h"
#include "document/ladder.h"
#include "document/listing.h"

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

using Block = std::variant<Heading, Paragraph, Table, Figure, BarChart, Ladder, Listing>;

/// What a report or a command has to say, without regard to how it is shown.
struct Document {
  std::vector<Block> blocks;

  void heading(int level, std::string text) { blocks.push_back(Heading{level, std::move(text)}); }
  void paragraph(std::string text) { blocks.push_back(Paragraph{std::move(text)}); }
  void table(Table table) { blocks.push_back(std::move(table)); }
  void figure(Figure figure) { blocks.push_back(std::move(figure)); }
  void ladder(Ladder ladder) { blocks.push_back(std::move(ladder)); }
  void bar_chart(BarChart chart) { blocks.push_back(std::move(chart)); }
  void listing(Listing listing) { blocks.push_back(std::move(listing)); }
  void append(Document other) {
    for (Block& block : other.blocks) blocks.push_back(std::move(block));
  }
};

/// A document of one listing.
inline Document of(Listing listing) {
  Document document;
  document.listing(std::move(listing));
  return document;
}

/// Plain text in columns: what a terminal shows.
std::string render_text(const Document& document);

/// The figures and charts of a document, one below the other, with its paragraphs as captions.
std::string render_svg(const Document& document);

/// {"blocks":[{"kind":"listing","name":"frames","lines":[{"text":"...","address":"0x401000"}]}]}: every block
/// with its kind; on one line.
std::string render_json(const Document& document);

/// The same as one Graphviz graph.
std::string render_dot(const Document& document);

}  // namespace dumplab::document
