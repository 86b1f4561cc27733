// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace dumplab::solution {

/// Where commands are typed and what they say is read.
class Terminal {
 public:
  virtual ~Terminal() = default;
  /// The text that the line's commands print, without prompt.
  virtual std::string type(std::string_view line) = 0;
};

}  // namespace dumplab::solution
