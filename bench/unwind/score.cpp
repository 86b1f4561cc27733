// SPDX-License-Identifier: MIT
#include "score.h"

#include <algorithm>

namespace dumplab::bench {
namespace {

template <class FoundCount>
Score score(const Stacks& truth, const Stacks& found, FoundCount count_found) {
  Score score;
  score.dumps = 1;
  for (const auto& [thread, frames] : truth) {
    const auto stack = found.find(thread);
    const Frames seen = stack == found.end() ? Frames() : stack->second;
    const auto pairs = match(frames, seen);
    score.threads += 1;
    score.truth += frames.size();
    score.matched += pairs.size();
    score.found += count_found(seen, pairs);
  }
  return score;
}

}  // namespace

std::vector<std::pair<std::size_t, std::size_t>> match(const Frames& truth, const Frames& found) {
  // Equal ends need no table; what is left between them is short in practice.
  std::size_t head = 0, tail = 0;
  while (head < truth.size() && head < found.size() && truth[head] == found[head]) ++head;
  while (head + tail < truth.size() && head + tail < found.size() &&
         truth[truth.size() - 1 - tail] == found[found.size() - 1 - tail])
    ++tail;
  const std::size_t rows = truth.size() - head - tail, columns = found.size() - head - tail;
  std::vector<std::vector<std::uint32_t>> longest(rows + 1, std::vector<std::uint32_t>(columns + 1));
  for (std::size_t i = rows; i-- > 0;)
    for (std::size_t j = columns; j-- > 0;)
      longest[i][j] = truth[head + i] == found[head + j] ? longest[i + 1][j + 1] + 1
                                                         : std::max(longest[i + 1][j], longest[i][j + 1]);
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (std::size_t i = 0; i < head; ++i) pairs.emplace_back(i, i);
  for (std::size_t i = 0, j = 0; i < rows && j < columns;) {
    if (truth[head + i] == found[head + j])
      pairs.emplace_back(head + i++, head + j++);
    else if (longest[i + 1][j] >= longest[i][j + 1])
      ++i;
    else
      ++j;
  }
  for (std::size_t i = tail; i > 0; --i) pairs.emplace_back(truth.size() - i, found.size() - i);
  return pairs;
}

Score& Score::operator+=(const Score& other) {
  dumps += other.dumps;
  threads += other.threads;
  truth += other.truth;
  found += other.found;
  matched += other.matched;
  return *this;
}

Score score_all(const Stacks& truth, const Stacks& found) {
  return score(truth, found, [](const Frames& seen, const auto&) { return seen.size(); });
}

Score score_inner(const Stacks& truth, const Stacks& found) {
  return score(truth, found, [](const Frames&, const auto& pairs) {
    return pairs.empty() ? 0 : pairs.back().second - pairs.front().second + 1;
  });
}

}  // namespace dumplab::bench
