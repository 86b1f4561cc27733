// SPDX-License-Identifier: MIT
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

#include "capture/capture.h"
#include "shell/session.h"

namespace dumplab::test {

using Json = nlohmann::json;
using Lines = std::vector<std::string>;

/// A debugger's session: commands in, text out.
class Script {
 public:
  explicit Script(Dump dump, const symbols::SearchPath& search = {}, const std::string& file = "test.dmp");
  /// Throws what the file says that is no dump.
  static Script open(const std::filesystem::path& file, const symbols::SearchPath& search = {});

  /// What a line of commands shows, errors too.
  std::string run(std::string_view line);
  Lines lines(std::string_view text);
  /// "{"command":...}" of each of the line's commands.
  std::vector<Json> json(std::string_view line);
  /// The lines of the first listing of the first command; fails the test where there is none.
  Json facts(std::string_view line);

  shell::Session& session() { return *session_; }
  const Snapshot& snapshot() const { return session_->snapshot(); }

 private:
  std::unique_ptr<shell::Session> session_;
};

Lines split_lines(std::string_view text);

/// A dump of dumps/, with the symbols of the guest programs.
Script golden(const std::string& name);
/// A scenario's capture with all of its memory, and what the machine knows of it. Made once for each seed.
const capture::Capture& captured(const std::string& scenario, std::uint64_t seed = 7);
/// The dump of that.
Script full(const std::string& scenario, std::uint64_t seed = 7);
/// The guest programs' PDBs.
symbols::SearchPath guest_symbols();

/// A 32-bit process, as Windows XP SP3 on one processor would be dumped, with this memory (may be empty).
Snapshot hand_made(std::shared_ptr<const MemorySource> memory = nullptr);
Script script_of(const Snapshot& snapshot);

/// A file of the corpus by its path there ("public/calc.dmp"); a packed one is unpacked. Empty: it is not
/// there.
std::optional<std::filesystem::path> corpus_file(const std::string& name);
/// The .sym files of the corpus.
symbols::SearchPath corpus_symbols();
/// wine/dumps/NAME.truth.json: what the dumped program said itself.
Json wine_truth(const std::string& name);
/// "0x7b60e1dc" as wine_truth writes it.
std::uint64_t number(const Json& text);

/// Like text.find, for tests.
testing::AssertionResult has(const std::string& text, const std::string& part);
/// A line of the text matches the whole expression.
testing::AssertionResult has_line(const std::string& text, const std::string& expression);

}  // namespace dumplab::test

/// Opens a dump of the corpus as `name`, or skips the test.
#define CORPUS_SCRIPT(name, file)                                   \
  const auto name##_path = ::dumplab::test::corpus_file(file);      \
  if (!name##_path) GTEST_SKIP() << "the corpus has no " << (file); \
  auto name = ::dumplab::test::Script::open(*name##_path, ::dumplab::test::corpus_symbols())
