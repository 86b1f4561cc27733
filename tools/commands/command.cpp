// SPDX-License-Identifier: MIT
#include "commands/command.h"

#include <fmt/format.h>

#include <charconv>
#include <cstdio>
#include <iostream>
#include <sstream>

namespace dumplab::commands {

namespace po = boost::program_options;

int complain(std::string_view file, const Error& error) {
  if (error.kind == ErrorKind::kIo) return complain(file, error.what);
  return complain(file, fmt::format("{}, at {:#x}", error.what, error.where));
}

int complain(std::string_view file, std::string_view what) {
  fmt::print(stderr, "dumplab: {}{}{}\n", file, file.empty() ? "" : ": ", what);
  return kBadInput;
}

int misuse(std::string_view command, std::string_view what) {
  fmt::print(stderr, "dumplab {}: {} (dumplab {} --help)\n", command, what, command);
  return kBadUsage;
}

Options::Options(std::string command, std::string usage, std::string summary, std::string example)
    : command_(std::move(command)),
      usage_(std::move(usage)),
      summary_(std::move(summary)),
      example_(std::move(example)),
      described_("Options", 100) {
  described_.add_options()("help,h", "show this help");
}

std::optional<int> Options::parse(const Arguments& arguments) {
  // Only options with a description are shown; positional ones have none.
  try {
    po::store(po::command_line_parser(arguments).options(described_).positional(positional_).run(), values_);
    if (values_.count("help")) {
      po::options_description shown("Options", 100);
      for (const auto& option : described_.options())
        if (!option->description().empty()) shown.add(option);
      std::ostringstream text;
      text << shown;
      fmt::print("usage: dumplab {}\n\n{}\n\n{}\nExample:\n  {}\n", usage_, summary_, text.str(), example_);
      return kDone;
    }
    po::notify(values_);
  } catch (const po::error& e) {
    return misuse(command_, e.what());
  }
  return std::nullopt;
}

std::optional<std::uint64_t> parse_size(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc()) return std::nullopt;
  const std::string_view suffix = text.substr(end - text.data());
  const int shift = suffix.empty()                   ? 0
                    : suffix == "K" || suffix == "k" ? 10
                    : suffix == "M" || suffix == "m" ? 20
                    : suffix == "G" || suffix == "g" ? 30
                                                     : -1;
  if (shift < 0 || value > (UINT64_MAX >> shift)) return std::nullopt;
  return value << shift;
}

}  // namespace dumplab::commands
