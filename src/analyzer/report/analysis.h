// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <vector>

#include "diagnose/facts.h"
#include "document/document.h"
#include "dumplab/dump.h"
#include "regions/region_map.h"
#include "unwind/stack_walk.h"

namespace dumplab::report {

/// One thread with its stack. The event thread's stack begins at the exception; its own, later one is apart.
struct ThreadAnalysis {
  const Thread* thread = nullptr;
  bool has_exception = false;
  const Context* context = nullptr;  ///< what `stack` begins with
  unwind::CallStack stack, own_stack;
};

/// Everything that is reported of one dump. Borrows the snapshot.
struct Analysis {
  Analysis(const Snapshot& snapshot, std::vector<DumpProblem> problems, const symbols::SearchPath& search,
           std::vector<StreamEntry> streams = {});

  const Snapshot& snapshot;
  std::vector<DumpProblem> problems;
  std::vector<StreamEntry> streams;  ///< of the file
  structures::ModuleImages modules;
  structures::ProcessStructures process;
  std::vector<ThreadAnalysis> threads;        ///< in the dump's order
  std::vector<regions::OwnedRegion> regions;  ///< ascending
};

/// What the diagnosis looks at. Borrows the analysis.
diagnose::Parts parts_of(const Analysis& analysis);

/// The JSON of `dumplab analyze --json`, one object.
std::string to_json(const Analysis& analysis);

/// What `dumplab analyze` shows.
/// With `evidence` every frame says why it is believed, and what was passed over.
document::Document to_document(const Analysis& analysis, bool evidence = false);

/// "5.1.2600.5512" from dwFileVersionMS/LS; empty without a version.
std::string file_version(const FixedFileInfo& info);

/// The same of two words of it: "1.2.3.4".
std::string version_text(std::uint32_t high, std::uint32_t low);

}  // namespace dumplab::report
