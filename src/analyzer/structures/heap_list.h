// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "dumplab/memory_source.h"

namespace dumplab::structures {

/// An allocation that belongs to a heap. Linear addresses.
struct HeapReservation {
  enum class Kind { kSegment, kLargeBlock };  ///< kLargeBlock: a block that was too large for a segment

  std::uint64_t heap = 0;  ///< the handle
  Kind kind = Kind::kSegment;
  AddressRange range;                     ///< as reserved
  std::vector<AddressRange> uncommitted;  ///< ascending, inside `range`
  bool books_agree = false;               ///< the heap's own counts confirm `uncommitted`
};

struct HeapList {
  std::vector<std::uint64_t>
      handles;  ///< in the order of PEB.ProcessHeaps; the process heap alone without it
  std::vector<HeapReservation> reservations;  ///< by handle, segments first
  bool is_complete = false;  ///< every heap was followed to its end, and none was being changed
};

/// Where a PEB keeps its heaps.
struct HeapRoots {
  std::uint64_t process_heap = 0, process_heaps = 0;  ///< PEB.ProcessHeap, PEB.ProcessHeaps
  std::uint32_t count = 0;                            ///< PEB.NumberOfHeaps
  bool is_64_bit = false;
};

/// Handles of all heaps; segments and large blocks of those that have XP's 32-bit layout. Later heaps, those
/// of 64-bit processes and Wine's are known by their handles only.
HeapList read_heap_list(const MemorySource& memory, const HeapRoots& roots);

}  // namespace dumplab::structures
