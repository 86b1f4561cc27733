// SPDX-License-Identifier: MIT
#include "differences.h"

#include <fmt/format.h>

namespace dumplab::bench {

void print_differences(const std::string& row, const Sample& sample, const OurReading& ours) {
  for (const auto& [thread, truth] : sample.truth) {
    const auto found = ours.stacks.find(thread);
    const Frames seen = found == ours.stacks.end() ? Frames() : found->second;
    const auto pairs = match(truth, seen);
    if (pairs.size() == truth.size() && pairs.size() == seen.size()) continue;
    fmt::print("{}: {} thread {}: {} of {} frames, {} too many\n", row, sample.dump.string(), thread,
               pairs.size(), truth.size(), seen.size() - pairs.size());
    const auto left = [&](std::size_t i) {
      const auto words = sample.words.find(thread);
      return fmt::format("{:08x} {}", truth[i], words == sample.words.end() ? "" : words->second[i]);
    };
    const auto right = [&](std::size_t j) {
      return fmt::format("{:08x} {}", seen[j], ours.words.at(thread)[j]);
    };
    std::size_t i = 0, j = 0;
    const auto until = [&](std::size_t truth_end, std::size_t seen_end) {
      for (; i < truth_end; ++i) fmt::print("  - {:<50}\n", left(i));
      for (; j < seen_end; ++j) fmt::print("  + {:<50}  {}\n", "", right(j));
    };
    for (const auto& [in_truth, in_seen] : pairs) {
      until(in_truth, in_seen);
      fmt::print("    {:<50}  {}\n", left(i++), right(j++));
    }
    until(truth.size(), seen.size());
  }
}

}  // namespace dumplab::bench
