// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

#include "dumplab/damage.h"
#include "dumplab/result.h"
#include "dumplab/snapshot.h"

namespace dumplab {

/// One entry of a minidump's stream directory.
struct StreamEntry {
  std::uint32_t type = 0, offset = 0, size = 0;  ///< MINIDUMP_STREAM_TYPE; bytes from the start of the file
  std::string_view name;                         ///< empty: not known
  bool is_read = false;                          ///< its contents are in the snapshot, interpreted
};

/// A minidump that was read, of any writer and processor.
///
/// Opening fails only when header or stream directory cannot be read; damage behind them is listed in
/// problems() and everything else is kept. Of ranges of memory that overlap the first one's bytes count.
class Dump {
 public:
  /// Maps the file: several GiB of memory contents cost nothing until they are looked at.
  /// kIo with the operating system's words; kTruncated, kMalformed or kUnsupported for what is no minidump.
  static Result<Dump> open(const std::filesystem::path& file);
  /// The same for the bytes of a file that are in memory already.
  static Result<Dump> from_bytes(std::vector<std::byte> file);

  /// Its `memory` is never null, and stays valid without this Dump: the source shares the file's bytes.
  const Snapshot& snapshot() const { return snapshot_; }
  /// What could not be read, in file order. `where` is the offset of the field that promises too much.
  std::span<const DumpProblem> problems() const { return problems_; }

  /// The directory without its unused entries, as it is stored.
  std::span<const StreamEntry> streams() const { return streams_; }

 private:
  Dump(Snapshot snapshot, std::vector<DumpProblem> problems, std::vector<StreamEntry> streams);

  Snapshot snapshot_;
  std::vector<DumpProblem> problems_;
  std::vector<StreamEntry> streams_;
};

}  // namespace dumplab
