// SPDX-License-Identifier: MIT
// docs/diagnosis.md and patterns.def say the same.
#include <gtest/gtest.h>

#include <fstream>

#include "diagnose/pattern.h"

namespace dumplab::diagnose {
namespace {

TEST(Patterns, are_described_in_their_order) {
  std::ifstream file(DUMPLAB_DOCS "/diagnosis.md");
  ASSERT_TRUE(file);
  std::vector<std::string> described, known;
  bool in_table = false;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("| pattern |")) in_table = true;
    if (in_table && !line.starts_with("|")) break;
    if (!in_table || !line.starts_with("| `")) continue;
    const std::size_t end = line.find('`', 3), bar = line.find(" |", end + 3);
    described.push_back(line.substr(3, end - 3) + ": " + line.substr(end + 4, bar - end - 4));
  }
  for (const Pattern& pattern : all_patterns())
    known.push_back(std::string(pattern.word) + ": " + std::string(pattern.title));
  EXPECT_EQ(described, known);
}

}  // namespace
}  // namespace dumplab::diagnose
