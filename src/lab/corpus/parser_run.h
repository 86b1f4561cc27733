// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "dumplab/result.h"

namespace dumplab::corpus {

/// What a parser may use for a file: 2 s and 1 s per MB, 64 MB and 4 times the file.
struct Budget {
  double seconds = 0;
  std::uint64_t bytes = 0;  ///< of resident memory, at its peak
};
Budget budget_for(std::uint64_t file_size);

/// One run of a parser.
struct ParserRun {
  int exit_code = -1;  ///< -1: it was ended by a signal
  int signal = 0;      ///< that ended it; 0: none
  bool timed_out = false;
  double seconds = 0;            ///< of wall time
  std::uint64_t peak_bytes = 0;  ///< of resident memory
  std::string output;            ///< of its standard output, the first part of very long ones
};

/// The words of a command line: blanks separate, quotes and backslashes keep, as in a shell. kMalformed for
/// an open quote, or for no words.
Result<std::vector<std::string>> split_command(std::string_view command);

/// Runs parsers. The memory of a process counts what it was forked from: so a server, forked while this
/// program is still small, starts them.
class ParserRunner {
 public:
  /// kIo when the server cannot be started.
  static Result<ParserRunner> start();
  ParserRunner(ParserRunner&& other) noexcept;
  ParserRunner& operator=(ParserRunner&&) = delete;
  ~ParserRunner();

  /// Runs `words` with each %f replaced by `file`, without a shell; a command without %f gets the file as its
  /// last word. It is killed when its time is used up twice. kIo when it cannot be started.
  Result<ParserRun> run(const std::vector<std::string>& words, const std::filesystem::path& file,
                        const Budget& budget);

 private:
  ParserRunner() = default;
  int requests_ = -1, answers_ = -1;  // pipes
  int server_ = -1;                   // process id
  std::filesystem::path output_;      // what the parser printed
};

}  // namespace dumplab::corpus
