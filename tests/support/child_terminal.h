// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "solution/terminal.h"

namespace dumplab::test {

/// A debugger that runs as a program of its own: lines go to its standard input, text comes from its standard
/// output.
class ChildTerminal : public solution::Terminal {
 public:
  /// `echo`: stands before a word that the program is to print; none: the program repeats its commands behind
  /// `prompt`, and an unknown word ends what the one before has printed.
  explicit ChildTerminal(std::vector<std::string> command, std::string echo = ".echo ",
                         std::string prompt = "> ");
  ~ChildTerminal() override;
  ChildTerminal(const ChildTerminal&) = delete;
  ChildTerminal& operator=(const ChildTerminal&) = delete;

  /// Fails the test when the program has ended.
  std::string type(std::string_view line) override;

 private:
  std::string echo_, prompt_;
  pid_t child_ = 0;
  std::FILE* input_ = nullptr;
  std::FILE* output_ = nullptr;
  unsigned lines_ = 0;
};

}  // namespace dumplab::test
