// SPDX-License-Identifier: MIT
#pragma once

#include <boost/program_options.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dumplab/result.h"

namespace dumplab::commands {

// Exit codes.
inline constexpr int kDone = 0, kBadInput = 1, kBadUsage = 2;

/// The words behind a subcommand's name.
using Arguments = std::vector<std::string>;

/// One line on stderr: "dumplab: FILE: what, at 0x..."; gives kBadInput.
int complain(std::string_view file, const Error& error);
int complain(std::string_view file, std::string_view what);
/// One line on stderr about the command line; gives kBadUsage.
int misuse(std::string_view command, std::string_view what);

/// The options of one subcommand, its help text and what the user gave.
class Options {
 public:
  /// `usage` is what follows "dumplab "; `example` a line that works.
  Options(std::string command, std::string usage, std::string summary, std::string example);

  boost::program_options::options_description_easy_init add() { return described_.add_options(); }
  /// Words without a dash go to option `name`, at most `count` (-1: any number).
  void positional(const char* name, int count) { positional_.add(name, count); }

  /// Empty when the command may go on; else the exit code (help printed or misuse said).
  std::optional<int> parse(const Arguments& arguments);

  bool has(const char* name) const { return values_.count(name) != 0; }
  /// Written on the command line, not a default.
  bool given(const char* name) const { return has(name) && !values_[name].defaulted(); }
  template <typename T>
  T get(const char* name) const {
    return values_[name].as<T>();
  }
  std::string text(const char* name) const { return has(name) ? get<std::string>(name) : std::string(); }

 private:
  std::string command_, usage_, summary_, example_;
  boost::program_options::options_description described_;
  boost::program_options::positional_options_description positional_;
  boost::program_options::variables_map values_;
};

/// "64M" -> bytes; suffixes K, M, G.
std::optional<std::uint64_t> parse_size(std::string_view text);

// The subcommands, one file each; the table is in dumplab.cpp.
int draw(const Arguments& arguments);
int exercise(const Arguments& arguments);
int lab(const Arguments& arguments);
int list(const Arguments& arguments);
int run(const Arguments& arguments);
int analyze(const Arguments& arguments);
int check(const Arguments& arguments);
int corpus(const Arguments& arguments);
int log(const Arguments& arguments);
int shell(const Arguments& arguments);
int symbols(const Arguments& arguments);

}  // namespace dumplab::commands
