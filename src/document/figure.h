// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace dumplab::document {

/// Boxes in columns and arrows between them.
struct Figure {
  struct Box {
    std::size_t column = 0;
    std::vector<std::string> lines;
  };
  struct Arrow {
    std::size_t from = 0, to = 0;  ///< indexes of boxes
    std::string label;             ///< what proves it; may be empty
  };
  std::string title;
  std::vector<std::string> columns;  ///< their titles
  std::vector<Box> boxes;            ///< in a column from top to bottom
  std::vector<Arrow> arrows;
};

/// Counts of several kinds, one bar after the other.
struct BarChart {
  struct Bar {
    std::string label;
    std::vector<std::uint64_t> counts;  ///< one per kind
  };
  std::string title;
  std::vector<std::string> kinds;
  std::vector<Bar> bars;
};

}  // namespace dumplab::document
