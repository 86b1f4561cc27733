// SPDX-License-Identifier: MIT
#include "corpus/conformance.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/files.h"
#include "base/try.h"

namespace dumplab::corpus {
namespace {

using document::Align;
using document::Document;
using document::Table;

/// "good/H22-threads.dmp" -> "H22"; "deadlock/3/full-padded.dmp" -> "full-padded"; pairs and valid files stay
/// together.
std::string group_of(const std::string& kind, const std::string& file) {
  const std::string name = std::filesystem::path(file).stem().string();
  if (kind != "hostile") return name;
  const std::string folder = file.substr(0, file.find('/'));
  return folder == "minimal" || folder == "good" ? name.substr(0, name.find('-')) : folder;
}

Result<std::optional<truth::Facts>> read_expected(const std::filesystem::path& corpus,
                                                  const ManifestEntry& entry,
                                                  std::map<std::string, truth::Facts>& known) {
  if (entry.facts.empty()) return std::nullopt;
  const auto place = known.find(entry.facts);
  if (place != known.end()) return place->second;
  DUMPLAB_TRY(const std::string text, read_text_file(corpus / entry.facts));
  DUMPLAB_TRY(truth::Facts facts, truth::read_facts(text));
  known.clear();  // files of one state follow each other
  return known.emplace(entry.facts, std::move(facts)).first->second;
}

/// Passed and all of a level in some files; "-" where nothing is told.
std::string score(const std::vector<const FileResult*>& files, std::size_t level) {
  std::size_t passed = 0, all = 0;
  for (const FileResult* file : files) {
    if (!file->passed[level]) continue;
    ++all;
    passed += *file->passed[level];
  }
  return all == 0 ? "-" : fmt::format("{}/{}", passed, all);
}

std::string percent(std::size_t part, std::size_t whole) {
  return whole == 0 ? "-"
                    : fmt::format("{:.2f}", 100.0 * static_cast<double>(part) / static_cast<double>(whole));
}

std::map<std::string, std::vector<const FileResult*>> by_group(const ConformanceResult& result) {
  std::map<std::string, std::vector<const FileResult*>> groups;
  for (const FileResult& file : result.files) groups[file.group].push_back(&file);
  return groups;
}

std::string escape(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else if (static_cast<unsigned char>(c) >= 0x20)
      out += c;
    else
      out += ' ';
  }
  return out;
}

}  // namespace

bool ConformanceResult::has_deviations() const {
  return std::ranges::any_of(files, [](const FileResult& file) { return !file.deviations.empty(); });
}

Result<ConformanceResult> run_conformance(const std::vector<std::string>& parser, const Adapter& adapter,
                                          const std::vector<std::filesystem::path>& corpora,
                                          const Progress& progress) {
  DUMPLAB_TRY(ParserRunner runner, ParserRunner::start());
  ConformanceResult result;
  result.parser = fmt::format("{}", fmt::join(parser, " "));
  result.adapter = adapter.name;
  for (const auto& corpus : corpora) {
    DUMPLAB_TRY(const Manifest manifest, read_manifest(corpus));
    std::map<std::string, truth::Facts> known;
    for (std::size_t i = 0; i < manifest.entries.size(); ++i) {
      const ManifestEntry& entry = manifest.entries[i];
      progress(i, manifest.entries.size(), entry.file);
      DUMPLAB_TRY(const auto expected, read_expected(corpus, entry, known));
      DUMPLAB_TRY(const ParserRun run, runner.run(parser, corpus / entry.file, budget_for(entry.size)));
      FileResult file = compare(entry, expected, run, adapter.read(run));
      file.group = group_of(manifest.kind, entry.file);
      result.files.push_back(std::move(file));
    }
  }
  return result;
}

Document to_document(const ConformanceResult& result) {
  Document out;
  out.heading(1, "Conformance");
  std::vector<const FileResult*> all;
  std::size_t true_frames = 0, found = 0, false_frames = 0, deviating = 0;
  double seconds = 0, slowest = 0;
  std::uint64_t largest = 0;
  for (const FileResult& file : result.files) {
    all.push_back(&file);
    true_frames += file.true_frames;
    found += file.found_frames;
    false_frames += file.false_frames;
    deviating += !file.deviations.empty();
    seconds += file.seconds;
    slowest = std::max(slowest, file.seconds);
    largest = std::max(largest, file.peak_bytes);
  }
  out.table(
      {{{}, {}},
       {{"Parser", result.parser},
        {"Adapter", result.adapter},
        {"Files", fmt::format("{}, {} of them with deviations", result.files.size(), deviating)},
        {"Frames", fmt::format("precision {} %, recall {} %, of {}", percent(found, found + false_frames),
                               percent(found, true_frames), true_frames)},
        {"Time", fmt::format("{:.1f} s, {:.2f} s for the slowest file", seconds, slowest)},
        {"Memory", fmt::format("{} MB at most", largest >> 20)}}});
  Table table{
      {{"Files of"}, {"Number", Align::kRight}, {"L0 survives"}, {"L1 lists"}, {"L2 memory"}, {"L3 stacks"}},
      {}};
  const auto add_row = [&](const std::string& name, const std::vector<const FileResult*>& files) {
    std::vector<std::string> row{name, std::to_string(files.size())};
    for (std::size_t level = 0; level < kLevels; ++level) row.push_back(score(files, level));
    table.rows.push_back(std::move(row));
  };
  for (const auto& [name, files] : by_group(result)) add_row(name, files);
  add_row("all", all);
  out.table(std::move(table));
  if (deviating == 0) return out;
  constexpr std::size_t kMostShown = 60, kMostOfOne = 3;
  out.heading(1, "Deviations");
  Table list{{{"File"}, {"What"}}, {}};
  std::size_t shown = 0;
  for (const FileResult& file : result.files) {
    if (file.deviations.empty() || ++shown > kMostShown) continue;
    for (std::size_t i = 0; i < std::min(kMostOfOne, file.deviations.size()); ++i)
      list.rows.push_back({i == 0 ? file.file : "", file.deviations[i]});
  }
  if (deviating > kMostShown) list.rows.push_back({fmt::format("{} more files", deviating - kMostShown), ""});
  out.table(std::move(list));
  return out;
}

std::string to_junit(const ConformanceResult& result) {
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  const auto failures = [](const auto& files) {
    return std::ranges::count_if(files, [](const auto& file) {
      if constexpr (requires { file->deviations; })
        return !file->deviations.empty();
      else
        return !file.deviations.empty();
    });
  };
  out += fmt::format("<testsuites name=\"{}\" tests=\"{}\" failures=\"{}\">\n", escape(result.parser),
                     result.files.size(), failures(result.files));
  for (const auto& [name, files] : by_group(result)) {
    out += fmt::format(" <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\">\n", escape(name), files.size(),
                       failures(files));
    for (const FileResult* file : files) {
      out += fmt::format("  <testcase name=\"{}\" time=\"{:.3f}\"", escape(file->file), file->seconds);
      if (file->deviations.empty()) {
        out += "/>\n";
        continue;
      }
      out += fmt::format(">\n   <failure message=\"{}\">{}</failure>\n  </testcase>\n",
                         escape(file->deviations.front()),
                         escape(fmt::format("{}", fmt::join(file->deviations, "; "))));
    }
    out += " </testsuite>\n";
  }
  return out + "</testsuites>\n";
}

}  // namespace dumplab::corpus
