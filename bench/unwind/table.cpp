// SPDX-License-Identifier: MIT
#include "table.h"

#include <fmt/format.h>

#include <algorithm>

namespace dumplab::bench {
namespace {

std::string percent(double share) { return fmt::format("{:.2f}", 100 * share); }

std::vector<std::vector<std::string>> cells(const std::vector<Line>& lines,
                                            const std::vector<std::string>& readers) {
  std::vector<std::vector<std::string>> rows{{"stacks", "dumps", "threads", "frames"}};
  for (const std::string& reader : readers)
    for (const char* what : {"found", "true", "precision", "recall"})
      rows.front().push_back(reader + " " + what);
  for (const Line& line : lines) {
    const Score& ours = *line.scores.front();
    rows.push_back({fmt::format("{} ({})", line.title, line.word), std::to_string(ours.dumps),
                    std::to_string(ours.threads), std::to_string(ours.truth)});
    for (const auto& score : line.scores) {
      if (!score) {
        rows.back().insert(rows.back().end(), {"not there", "", "", ""});
        continue;
      }
      const auto add = [&](std::string text) { rows.back().push_back(std::move(text)); };
      add(std::to_string(score->found));
      add(std::to_string(score->matched));
      add(score->found == 0 ? "-" : percent(score->precision()));
      add(percent(score->recall()));
    }
  }
  return rows;
}

}  // namespace

void print_table(const std::vector<Line>& lines, const std::vector<std::string>& readers, bool markdown) {
  const auto rows = cells(lines, readers);
  std::vector<std::size_t> widths(rows.front().size());
  for (const auto& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  const char *left = markdown ? "| " : "", *between = markdown ? " | " : "  ", *right = markdown ? " |" : "";
  for (std::size_t r = 0; r < rows.size(); ++r) {
    std::string text = left;
    for (std::size_t i = 0; i < rows[r].size(); ++i)
      text += (i == 0 ? "" : between) + (i == 0 ? fmt::format("{:<{}}", rows[r][i], widths[i])
                                                : fmt::format("{:>{}}", rows[r][i], widths[i]));
    fmt::print("{}{}\n", text, right);
    if (r != 0 || !markdown) continue;
    text = "|";
    for (std::size_t i = 0; i < widths.size(); ++i)
      text += std::string(widths[i] + 1, '-') + (i == 0 ? "-|" : ":|");
    fmt::print("{}\n", text);
  }
}

bool check_targets(const std::vector<Line>& lines, const std::vector<std::string>& readers) {
  bool good = true;
  const auto need = [&](const Line& line, const char* what, double ours, double least,
                        const std::string& why) {
    if (ours >= least) return;
    good = false;
    fmt::print("missed: {}: {} {} is below {} ({})\n", line.word, what, percent(ours), percent(least), why);
  };
  for (const Line& line : lines) {
    const Score& ours = *line.scores.front();
    need(line, "precision", ours.precision(), line.precision, "target");
    need(line, "recall", ours.recall(), line.recall, "target");
    for (std::size_t i = 1; i < line.scores.size(); ++i) {
      if (!line.scores[i]) continue;
      // A reader that shows next to nothing is right in it without merit.
      if (line.scores[i]->recall() >= 0.5)
        need(line, "precision", ours.precision(), line.scores[i]->precision(), readers[i]);
      need(line, "recall", ours.recall(), line.scores[i]->recall(), readers[i]);
    }
  }
  return good;
}

}  // namespace dumplab::bench
