// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <vector>

#include "dumplab/snapshot.h"
#include "nt/peb.h"
#include "nt/teb.h"

namespace dumplab::structures {

/// What a thread's TEB says of its stack. Linear addresses.
struct ThreadBlock {
  std::uint32_t thread_id = 0, teb = 0;
  std::uint32_t stack_base = 0, stack_limit = 0, deallocation_stack = 0;
  std::uint32_t exception_list = 0;
};

/// An allocation that belongs to a heap: a segment, or a block too large for one.
struct HeapReservation {
  std::uint32_t heap = 0;  ///< the handle
  std::uint32_t base = 0;
};

/// What PEB and TEBs of a 32-bit process lead to, as far as the dump has their bytes.
struct ProcessStructures {
  std::optional<std::uint32_t> peb;
  std::uint32_t parameters = 0, environment = 0, loader_data = 0;
  std::vector<ThreadBlock> threads;  ///< those whose TEB could be read
  std::vector<HeapReservation> heaps;

  const ThreadBlock* find_thread(std::uint32_t id) const;
};

/// Reads them; a list that loops or leads nowhere ends there.
ProcessStructures read_process_structures(const Snapshot& snapshot);

}  // namespace dumplab::structures
