// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dumplab/result.h"

namespace dumplab::minidump {

/// Problems of one file. A hostile list can have millions of bad entries: each stream keeps its first
/// kMaximumPerStream problems and the number of the others.
class ProblemList {
 public:
  static constexpr std::size_t kMaximumPerStream = 100;

  /// Problems from here on are about `stream`; its name stands in front of each text.
  void enter(std::string_view stream);
  void add(std::uint64_t where, std::string_view what);
  /// All of them by file offset. The list is empty afterwards.
  std::vector<Problem> take();

 private:
  void leave();

  std::string stream_;
  std::size_t count_ = 0;  // in this stream, the ones not kept included
  std::vector<Problem> problems_;
};

}  // namespace dumplab::minidump
