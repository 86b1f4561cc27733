// SPDX-License-Identifier: MIT
#include "corpus.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "dumplab/dump.h"
#include "process.h"

namespace dumplab::bench {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

/// Innermost first. Of long recursions only the first and the last calls are recorded: then the last.
Frames recorded_calls(const Json& thread) {
  const Json& calls = thread.contains("calls_last_8") ? thread["calls_last_8"] : thread["calls_outer_first"];
  Frames frames;
  for (const Json& call : calls)
    frames.push_back(std::stoull(call["return_to"].get<std::string>(), nullptr, 16));
  std::reverse(frames.begin(), frames.end());
  return frames;
}

std::optional<Sample> read_sample(const fs::path& truth_file, const fs::path& scratch) {
  const std::string stem = fs::path(truth_file.stem()).stem().string();
  Sample sample;
  sample.name = stem;
  sample.dump = truth_file.parent_path() / (stem + ".dmp");
  if (!fs::exists(sample.dump)) {
    const fs::path packed = sample.dump.string() + ".zst";
    sample.dump = scratch / (stem + ".dmp");
    Process({"zstd", "-q", "-d", packed.string(), "-o", sample.dump.string()}, 60).output();
  }
  const auto dump = Dump::open(sample.dump);
  if (!dump) return std::nullopt;
  for (const Thread& thread : dump->snapshot().threads) sample.threads.push_back(thread.ThreadId);
  std::ifstream file(truth_file);
  const Json truth = Json::parse(file);
  for (const Json& thread : truth["threads"]) {
    const std::uint32_t id = thread["tid"];
    sample.truth[id] = recorded_calls(thread);
    sample.words[id].resize(sample.truth[id].size());
  }
  return sample;
}

}  // namespace

std::optional<fs::path> find_corpus() {
  const char* chosen = std::getenv("DUMPLAB_CORPUS");
  const fs::path corpus = chosen ? chosen : DUMPLAB_CORPUS_DEFAULT;
  return fs::is_directory(corpus / "wine/dumps") ? std::optional(corpus) : std::nullopt;
}

std::vector<CorpusRow> read_corpus(const fs::path& corpus, const fs::path& scratch) {
  const Materials materials{{corpus / "wine"}, {}};
  std::vector<CorpusRow> rows{
      {"wine-ebp", "real dumps (Wine), EBP frames, EXE given", {}, materials},
      {"wine-fpo-full", "real dumps (Wine), no frame pointers, EXE given, full dump", {}, materials},
      {"wine-fpo-mini", "real dumps (Wine), no frame pointers, EXE given, small dump", {}, materials}};
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(corpus / "wine/dumps"))
    if (entry.path().string().ends_with(".truth.json")) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    const std::string name = file.filename().string();
    const std::size_t row = name.find("-fpo.") == std::string::npos    ? 0
                            : name.find("-full-") != std::string::npos ? 1
                                                                       : 2;
    if (auto sample = read_sample(file, scratch)) rows[row].samples.push_back(std::move(*sample));
  }
  std::erase_if(rows, [](const CorpusRow& row) { return row.samples.empty(); });
  return rows;
}

}  // namespace dumplab::bench
