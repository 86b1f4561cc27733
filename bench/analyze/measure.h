// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace dumplab::bench {

/// Medians over several runs of a program.
struct Measured {
  double milliseconds = -1;  ///< wall time from start to end; -1: it failed
  double mebibytes = 0;      ///< most memory resident at a time
};

/// Runs `words` with its output thrown away. The caller must be small itself: a process that it starts
/// counts the caller's memory as its own peak until the program begins.
Measured measure(const std::vector<std::string>& words, int runs);

}  // namespace dumplab::bench
