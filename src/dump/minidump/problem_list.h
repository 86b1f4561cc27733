// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dumplab/damage.h"

namespace dumplab::minidump {

/// Problems of one file. A hostile list can have millions of bad entries: each part keeps its first
/// kMaximumPerPart problems and the number of the others.
class ProblemList {
 public:
  static constexpr std::size_t kMaximumPerPart = 100;

  /// Problems from here on are about `part` of the file.
  void enter(std::string_view part);
  void add(Damage damage, std::uint64_t where, std::string_view what);
  /// All of them by file offset. The list is empty afterwards.
  std::vector<DumpProblem> take();

 private:
  void leave();

  std::string part_;
  std::size_t count_ = 0;               // in this part, the ones not kept included
  Damage not_kept_ = Damage::kWarning;  // the worst of those
  std::vector<DumpProblem> problems_;
};

}  // namespace dumplab::minidump
