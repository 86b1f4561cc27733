// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "dumplab/result.h"

namespace dumplab {

/// What damage costs, the least first.
enum class Damage {
  kWarning,  ///< nothing: readable, but contradictory
  kEntry,    ///< one entry, or what it refers to
  kStream,   ///< the rest of a stream: its count or its bounds are impossible
};

/// Damage in a dump file: where, what, and how bad.
struct DumpProblem : Problem {
  std::string part;  ///< of the file: "header", "directory", "memory", a stream's name
  Damage damage = Damage::kWarning;
  friend bool operator==(const DumpProblem&, const DumpProblem&) = default;
};

/// "ThreadList: what is wrong".
inline std::string describe(const DumpProblem& problem) { return problem.part + ": " + problem.what; }

}  // namespace dumplab
