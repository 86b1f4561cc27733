// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <vector>

#include "dumplab/snapshot.h"
#include "structures/heap_list.h"
#include "structures/loader_list.h"
#include "structures/thread_block.h"

namespace dumplab::structures {

/// What the TEBs and the PEB of an x86 or AMD64 process lead to, as far as the dump has their bytes. Linear
/// addresses; 0: not known.
struct ProcessStructures {
  std::optional<std::uint64_t> peb;
  std::uint64_t loader_data = 0;
  AddressRange parameters;   ///< size 0: not in the dump
  AddressRange environment;  ///< up to its end, or to the first byte that the dump lacks
  std::vector<ThreadBlock> threads;
  LoaderList loader;
  HeapList heaps;

  const ThreadBlock* find_thread(std::uint32_t id) const;
};

/// Reads them; a list that loops or leads nowhere ends there.
ProcessStructures read_process_structures(const Snapshot& snapshot);

}  // namespace dumplab::structures
