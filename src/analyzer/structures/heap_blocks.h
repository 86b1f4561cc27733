// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "structures/list_walk.h"

namespace dumplab::structures {

/// One entry of a heap: a block, or a gap that is reserved only. Linear addresses, bytes.
struct HeapBlock {
  enum class State { kBusy, kFree, kUncommitted, kLarge };

  std::uint64_t address = 0;  ///< of its header; of a gap, of the gap
  std::uint64_t size = 0;     ///< header and all
  std::uint64_t previous_size = 0;
  std::uint8_t flags = 0;          ///< HEAP_ENTRY_*: 1 busy, 2 extra, 4 fill pattern, 8 large, 10h last
  std::uint64_t unused_bytes = 0;  ///< of `size`, what was not asked for: header and rounding
  std::uint8_t segment_index = 0;
  State state = State::kFree;

  bool is_last() const { return (flags & 0x10) != 0; }
  /// Where the program's bytes are, and how many it asked for (a free block: all behind the header).
  std::uint64_t user_address = 0, user_size = 0;
};

struct HeapSegmentWalk {
  std::uint32_t index = 0;
  std::uint64_t address = 0;  ///< of the HEAP_SEGMENT
  std::uint64_t base = 0, end = 0;
  std::uint64_t committed_bytes = 0;
  std::uint64_t first_entry = 0, last_valid_entry = 0;
  std::vector<HeapBlock> entries;  ///< ascending, up to the first that makes no sense
  bool is_complete = false;        ///< the entries reach the end of the segment
};

/// A free list that is not empty, or whose links are wrong.
struct HeapFreeList {
  std::uint32_t index = 0;
  std::uint64_t head = 0, flink = 0, blink = 0;
  std::vector<std::uint64_t> blocks;  ///< headers, in the list's order
};

/// Something that no heap in order has.
struct HeapProblem {
  enum class Kind {
    kSegmentSignature,
    kZeroSize,
    kPreviousSize,   ///< differs from the size of the block in front
    kPastEnd,        ///< the block passes the end of its segment
    kSegmentIndex,   ///< the block names another segment
    kTail,           ///< bytes behind what the program asked for were written over
    kFreeFill,       ///< bytes of a free block were written over
    kFreeListBlock,  ///< a free list holds a block that is busy or of another size
    kLink,           ///< a link leads nowhere or does not lead back
    kMissingLink,    ///< a link leads to bytes that the dump lacks: a problem if the dump has all memory
  };

  std::uint64_t address = 0;  ///< where it stands
  Kind kind = Kind::kLink;
  std::string what;                                  ///< "the block at 0x3a0680 has size 0"
  std::optional<std::uint64_t> block, block_before;  ///< headers: the bad one, the last one in front in order
};

/// One heap of XP's 32-bit layout, entry by entry. Linear addresses, bytes.
struct HeapWalk {
  std::uint64_t handle = 0;
  std::uint32_t flags = 0, force_flags = 0;
  std::uint32_t granularity = 8;
  std::uint64_t segment_reserve = 0, segment_commit = 0;
  std::uint64_t decommit_block_threshold = 0, decommit_total_threshold = 0;
  std::uint64_t total_free_size = 0, maximum_allocation_size = 0;
  std::uint64_t lock_variable = 0;  ///< its critical section; 0: none
  std::uint64_t virtual_blocks_head = 0;
  std::vector<HeapBlock> large_blocks;   ///< blocks that are allocations of their own
  std::vector<HeapFreeList> free_lists;  ///< by index
  std::vector<HeapSegmentWalk> segments;
  std::vector<HeapProblem> problems;  ///< by address
  bool is_being_changed = false;      ///< a thread owns its lock: problems may be of the moment
  bool is_complete = false;           ///< all segments and lists were followed to their ends
};

/// Empty: there is no heap of that layout at `handle` (later Windows, 64-bit processes and Wine have others).
std::optional<HeapWalk> walk_heap(const MemorySource& memory, std::uint64_t handle);

}  // namespace dumplab::structures
