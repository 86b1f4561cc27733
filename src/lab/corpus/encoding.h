// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "base/labelled_bytes.h"
#include "dumplab/snapshot.h"

namespace dumplab::corpus {

/// How a state is put into a file. All these are legal, and a reader must see the same state in each.
struct Encoding {
  enum class Memory { kMemoryList, kMemory64List, kBoth };
  Memory memory = Memory::kMemory64List;
  bool is_reversed = false;               ///< streams in the opposite order
  bool has_directory_last = false;        ///< behind the streams, not behind the header
  unsigned list_padding = 0;              ///< bytes behind the counts of threads, modules, memory and names
  unsigned shift = 0;                     ///< bytes from a multiple of 4 to everything that is pointed to
  std::vector<UserStream> extra_streams;  ///< of types that no reader knows
};

/// Writes a minidump by the format's description alone: it shares no layout with dumplab's own writer.
/// The order is header, directory, parts, memory, streams.
///
/// Labels: "directory", "directory:NAME" (the entry), "stream:NAME", "thread:I", "thread-info:I",
/// "thread-name:I", "module:I", "unloaded:I", "memory:I" and
/// "memory64:I" (the descriptors), "region:I", "handle:I" (entries of
/// lists), "context:I", "context:exception", "bytes:I" (of memory range I) and, of the things that entries
/// point to, "name:ENTRY", "type:ENTRY", "codeview:I", "csd".
LabelledBytes encode(const Snapshot& snapshot, const Encoding& encoding);

}  // namespace dumplab::corpus
