// SPDX-License-Identifier: MIT
#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

namespace dumplab::bench {

/// A program of the host whose standard output is read. It runs on while its starter does something else.
class Process {
 public:
  /// Through the shell's search path; it is ended after `seconds`.
  Process(const std::vector<std::string>& words, int seconds);
  /// Everything it writes until it ends.
  std::string output();

 private:
  struct Close {
    void operator()(std::FILE* pipe) const { pclose(pipe); }
  };
  std::unique_ptr<std::FILE, Close> pipe_;
};

/// The full path of a program: `installed` if that is there, else by the search path; empty: not there.
std::string find_program(const std::string& name, const std::string& installed);

}  // namespace dumplab::bench
