// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "score.h"

namespace dumplab::bench {

/// Scores of all readers on the same dumps, ours first.
struct Line {
  std::string word, title;
  double precision = 0, recall = 0;          ///< what ours must reach
  std::vector<std::optional<Score>> scores;  ///< empty: that reader is not there
};

/// `readers` are the columns' names.
void print_table(const std::vector<Line>& lines, const std::vector<std::string>& readers, bool markdown);

/// Says which of our figures are below their target or below a peer's; false when there is one.
bool check_targets(const std::vector<Line>& lines, const std::vector<std::string>& readers);

}  // namespace dumplab::bench
