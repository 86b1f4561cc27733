// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "corpus/adapters/adapter.h"
#include "corpus/manifest.h"
#include "corpus/state_corpus.h"
#include "document/document.h"

/// Holds a dump parser against corpora: does it survive, and does it say what is true?
namespace dumplab::corpus {

enum class Level {
  kSurvives,  ///< L0: no crash, in its time and memory
  kLists,     ///< L1: verdict, threads, modules and exception are right
  kMemory,    ///< L2: every page of memory is right
  kStacks,    ///< L3: every frame is found, and no other
};
inline constexpr std::size_t kLevels = 4;

/// What came of one file. A level is empty where the parser tells nothing of it, or the file has nothing for
/// it.
struct FileResult {
  std::string file, group;  ///< the encoding of a state, the id of a malformation
  std::array<std::optional<bool>, kLevels> passed;
  std::vector<std::string> deviations;
  double seconds = 0;
  std::uint64_t peak_bytes = 0;
  std::size_t true_frames = 0, found_frames = 0, false_frames = 0;
};

struct ConformanceResult {
  std::string parser, adapter;
  std::vector<FileResult> files;

  bool has_deviations() const;
};

/// Compares what a parser says of a file with what is true. `expected` is empty for malformed files: then
/// only survival and verdict count.
FileResult compare(const ManifestEntry& entry, const std::optional<truth::Facts>& expected,
                   const ParserRun& run, const Result<std::optional<truth::Facts>>& seen);

/// Runs the parser over all dumps of the corpora. A corpus or a parser that is not there is an error; a
/// parser that fails on a file is a result.
Result<ConformanceResult> run_conformance(const std::vector<std::string>& parser, const Adapter& adapter,
                                          const std::vector<std::filesystem::path>& corpora,
                                          const Progress& progress);

document::Document to_document(const ConformanceResult& result);
/// JUnit XML: a suite per group, a case per file.
std::string to_junit(const ConformanceResult& result);

}  // namespace dumplab::corpus
