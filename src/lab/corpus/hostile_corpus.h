// SPDX-License-Identifier: MIT
#pragma once

#include "corpus/malformation.h"
#include "corpus/state_corpus.h"

namespace dumplab::corpus {

/// A malformed dump.
struct HostileFile {
  std::string name;  ///< "minimal/H22-threads.dmp"
  std::string what;
  Verdict verdict;       ///< dumplab's own
  std::string accepted;  ///< letters that are right for any reader
  std::function<std::vector<std::byte>()> bytes;
};

/// Every malformation in its twin ("minimal"), in `good` ("good") and, for a part of them, two at a time in
/// their twin ("pair").
std::vector<HostileFile> hostile_files(const Snapshot& good);

/// Writes them, the twins, and their manifest. The good dump is that of a scenario.
Result<void> build_hostile(const scenario::GuestSet& guest, const std::filesystem::path& folder,
                           const Progress& progress);

/// The state of the good dump.
Result<Snapshot> good_state(const scenario::GuestSet& guest);

}  // namespace dumplab::corpus
