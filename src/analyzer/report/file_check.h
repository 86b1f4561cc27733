// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "consistency/consistency.h"
#include "document/document.h"
#include "dumplab/dump.h"

namespace dumplab::report {

/// What is wrong with a dump file, and what was read of it all the same. docs/check.md has the verdicts.
struct FileCheck {
  struct Stream {
    StreamEntry entry;
    std::string_view state;  ///< "ok", "warning", "entry", "stream": the worst damage in it; "not read"
  };
  struct Count {
    std::string_view what;
    std::uint64_t number = 0;
  };

  char verdict = 'A';  ///< R, S, E, W or A
  std::uint64_t file_size = 0;
  std::vector<Stream> streams;
  std::vector<DumpProblem> problems;                 ///< in the file, in file order
  std::vector<consistency::Finding> contradictions;  ///< in the process
  std::vector<Count> recovered;                      ///< what is there to work with
};

FileCheck check_file(const Dump& dump, std::uint64_t file_size);

document::Document to_document(const FileCheck& check);
/// The JSON of `dumplab check --json`, one object.
std::string to_json(const FileCheck& check);
/// The same of a file that cannot be read.
std::string to_json(const Error& error, std::uint64_t file_size);

/// "stream", "entry", "warning".
std::string_view damage_word(Damage damage);

}  // namespace dumplab::report
