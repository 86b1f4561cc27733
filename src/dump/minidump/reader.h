// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <vector>

#include "base/byte_view.h"
#include "dumplab/dump.h"

namespace dumplab::minidump {

struct Contents {
  Snapshot snapshot;
  std::vector<DumpProblem> problems;  ///< by file offset
  std::vector<StreamEntry> streams;   ///< in the directory's order
};

/// Reads a whole file. Strict on the container: an error when header or directory cannot be read. Lenient on
/// the parts: what is wrong behind them becomes a problem.
/// `owner` keeps the bytes of `file` alive as long as the snapshot's memory is used.
Result<Contents> read_minidump(ByteView file, std::shared_ptr<const void> owner);

}  // namespace dumplab::minidump
