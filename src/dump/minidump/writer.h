// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

#include "dumplab/result.h"
#include "dumplab/snapshot.h"

namespace dumplab::minidump {

/// Writes `snapshot` as a minidump: a Memory64List when its Flags have MiniDumpWithFullMemory, else a
/// MemoryList. Dump::open reads an equal snapshot back, but for the sizes of stacks whose bytes the memory
/// does not have. Memory is copied in small pieces and the file appears when it is complete. kIo when the
/// file cannot be written; kUnsupported when a MemoryList cannot hold the memory (4 GiB).
Result<void> write_file(const Snapshot& snapshot, const std::filesystem::path& path);

/// The bytes of that file. Aborts where write_file gives kUnsupported.
std::vector<std::byte> to_bytes(const Snapshot& snapshot);

}  // namespace dumplab::minidump
