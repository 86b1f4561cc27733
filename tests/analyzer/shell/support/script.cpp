// SPDX-License-Identifier: MIT
#include "support/script.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <stdexcept>

#include "endtoend/capture.h"
#include "minidump/writer.h"
#include "scenario/guest_set.h"
#include "shell/loop.h"
#include "snapshot/captured_memory.h"
#include "snapshot/profile.h"
#include "support/corpus.h"

namespace dumplab::test {

namespace fs = std::filesystem;

namespace {

/// Removes what was unpacked when the program ends.
struct Unpacked {
  fs::path folder = fs::temp_directory_path() / fmt::format("dumplab-shell-test-{}", getpid());
  std::map<std::string, fs::path> files;

  ~Unpacked() {
    std::error_code error;
    fs::remove_all(folder, error);
  }
};

std::optional<fs::path> unpack(const fs::path& packed, const std::string& name) {
  static Unpacked unpacked;
  if (const auto known = unpacked.files.find(name); known != unpacked.files.end()) return known->second;
  fs::create_directories(unpacked.folder);
  const fs::path out = unpacked.folder / fs::path(name).filename();
  const std::string command = fmt::format("zstd -q -d -f '{}' -o '{}'", packed.string(), out.string());
  if (std::system(command.c_str()) != 0) return std::nullopt;
  return unpacked.files[name] = out;
}

}  // namespace

Script::Script(Dump dump, const symbols::SearchPath& search, const std::string& file)
    : session_(std::make_unique<shell::Session>(shell::Target(std::move(dump), file, search))) {}

Script Script::open(const fs::path& file, const symbols::SearchPath& search) {
  auto dump = Dump::open(file);
  if (!dump) throw std::runtime_error(file.string() + ": " + dump.error().what);
  return Script(std::move(*dump), search, file.filename().string());
}

std::string Script::run(std::string_view line) {
  std::string text;
  for (const shell::Output& output : session_->execute(line))
    text += shell::render(output, shell::OutputFormat::kText);
  return text;
}

Lines Script::lines(std::string_view line) { return split_lines(run(line)); }

std::vector<Json> Script::json(std::string_view line) {
  std::vector<Json> all;
  for (const shell::Output& output : session_->execute(line))
    all.push_back(Json::parse(shell::render(output, shell::OutputFormat::kJson)));
  return all;
}

Json Script::facts(std::string_view line) {
  const auto all = json(line);
  if (all.empty() || !all[0].contains("blocks") || all[0]["blocks"].empty()) {
    ADD_FAILURE() << line << " gives no listing: " << (all.empty() ? "nothing" : all[0].dump());
    return Json::array();
  }
  return all[0]["blocks"][0]["lines"];
}

Lines split_lines(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return lines;
}

symbols::SearchPath guest_symbols() {
  symbols::SearchPath search;
  if (const auto guest = scenario::GuestSet::find())
    for (const char* part : {"system", "scenarios"}) search.add_tree(guest->folder / part);
  return search;
}

Script golden(const std::string& name) {
  return Script::open(fs::path(DUMPLAB_GOLDEN_DUMPS) / (name + ".dmp"), guest_symbols());
}

const capture::Capture& captured(const std::string& scenario, std::uint64_t seed) {
  static std::map<std::pair<std::string, std::uint64_t>, capture::Capture> known;
  const auto key = std::pair(scenario, seed);
  const auto found = known.find(key);
  return found != known.end() ? found->second
                              : known.emplace(key, capture_scenario(scenario, seed)).first->second;
}

Script full(const std::string& scenario, std::uint64_t seed) {
  auto dump = Dump::from_bytes(minidump::to_bytes(captured(scenario, seed).snapshot));
  if (!dump) throw std::runtime_error(dump.error().what);
  return Script(std::move(*dump), guest_symbols());
}

Snapshot hand_made(std::shared_ptr<const MemorySource> memory) {
  Snapshot s;
  s.TimeDateStamp = 0x48000000;
  s.Flags = snapshot::dump_flags(snapshot::Profile::kFull);
  s.system.ProcessorArchitecture = Processor::kX86;
  s.system.NumberOfProcessors = 1;
  s.system.ProductType = 1;
  s.system.MajorVersion = 5;
  s.system.MinorVersion = 1;
  s.system.BuildNumber = 2600;
  s.system.PlatformId = 2;
  s.memory = memory ? std::move(memory) : std::make_shared<snapshot::CapturedMemory>();
  return s;
}

Script script_of(const Snapshot& snapshot) {
  auto dump = Dump::from_bytes(minidump::to_bytes(snapshot));
  if (!dump) throw std::runtime_error(dump.error().what);
  return Script(std::move(*dump));
}

std::optional<fs::path> corpus_file(const std::string& name) {
  const fs::path file = corpus_path() / name, packed = file.string() + ".zst";
  if (fs::exists(file)) return file;
  return fs::exists(packed) ? unpack(packed, name) : std::nullopt;
}

symbols::SearchPath corpus_symbols() {
  symbols::SearchPath search;
  search.add_folder(corpus_path() / "symbols");
  return search;
}

Json wine_truth(const std::string& name) {
  std::ifstream file(corpus_path() / "wine" / "dumps" / (name + ".truth.json"));
  return Json::parse(file);
}

std::uint64_t number(const Json& text) { return std::stoull(text.get<std::string>(), nullptr, 0); }

testing::AssertionResult has(const std::string& text, const std::string& part) {
  if (text.find(part) != std::string::npos) return testing::AssertionSuccess();
  return testing::AssertionFailure() << "no \"" << part << "\" in:\n" << text;
}

testing::AssertionResult has_line(const std::string& text, const std::string& expression) {
  const std::regex pattern(expression);
  for (const std::string& line : split_lines(text))
    if (std::regex_match(line, pattern)) return testing::AssertionSuccess();
  return testing::AssertionFailure() << "no line matches " << expression << " in:\n" << text;
}

}  // namespace dumplab::test
