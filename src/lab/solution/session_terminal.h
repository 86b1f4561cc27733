// SPDX-License-Identifier: MIT
#pragma once

#include "shell/session.h"
#include "solution/terminal.h"

namespace dumplab::solution {

/// A session of our shell, without a process of its own.
class SessionTerminal final : public Terminal {
 public:
  /// `session` lives longer.
  explicit SessionTerminal(shell::Session& session) : session_(session) {}
  std::string type(std::string_view line) override;

 private:
  shell::Session& session_;
};

}  // namespace dumplab::solution
