// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <vector>

namespace dumplab::bench {

/// A thread's stack as addresses: EIP, then the return addresses, innermost first.
using Frames = std::vector<std::uint64_t>;
/// Stacks by thread id.
using Stacks = std::map<std::uint32_t, Frames>;

/// The frames of `truth` that `found` has, as pairs of indices into both: a longest common subsequence.
std::vector<std::pair<std::size_t, std::size_t>> match(const Frames& truth, const Frames& found);

/// How well stacks agree with the truth, in frames.
struct Score {
  std::size_t dumps = 0, threads = 0, truth = 0, found = 0, matched = 0;

  double precision() const {
    return found == 0 ? 1 : static_cast<double>(matched) / static_cast<double>(found);
  }
  double recall() const { return truth == 0 ? 1 : static_cast<double>(matched) / static_cast<double>(truth); }
  Score& operator+=(const Score& other);
};

/// Every frame of both counts. A thread that a reader does not show has no frames.
Score score_all(const Stacks& truth, const Stacks& found);
/// For a truth that names some of a stack's frames without a gap between them: of those found only the ones
/// between the first and the last that it names count.
Score score_inner(const Stacks& truth, const Stacks& found);

}  // namespace dumplab::bench
