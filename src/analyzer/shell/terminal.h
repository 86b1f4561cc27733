// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dumplab::shell {

/// Where a session's lines come from and go to.
class Terminal {
 public:
  virtual ~Terminal() = default;
  /// The next line without its end; empty at the end of input.
  virtual std::optional<std::string> read_line(const std::string& prompt) = 0;
  virtual void write(std::string_view text) = 0;
};

}  // namespace dumplab::shell
