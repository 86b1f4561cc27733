// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "readings.h"

namespace dumplab::bench {

/// Dumps of a program that recorded its own calls, by how it was built and what the dump keeps.
struct CorpusRow {
  std::string word, title;
  std::vector<Sample> samples;
  Materials materials;
};

/// The folder of real dumps: $DUMPLAB_CORPUS or the one beside the checkout; empty: not there.
std::optional<std::filesystem::path> find_corpus();
/// Packed dumps are unpacked into `scratch`.
std::vector<CorpusRow> read_corpus(const std::filesystem::path& corpus, const std::filesystem::path& scratch);

}  // namespace dumplab::bench
