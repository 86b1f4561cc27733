// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "dumplab/snapshot.h"

namespace dumplab::structures {

/// What a thread's TEB says. Linear addresses.
struct ThreadBlock {
  std::uint32_t thread_id = 0;
  std::uint64_t teb = 0, peb = 0;
  std::uint64_t stack_base = 0;          ///< first byte above the stack
  std::uint64_t stack_limit = 0;         ///< lowest byte that is committed and no guard page
  std::uint64_t deallocation_stack = 0;  ///< lowest byte of the stack's reservation; 0: not in the dump
  std::uint64_t exception_list = 0;
};

/// Of an x86 or AMD64 process: threads whose TEB is in the dump and points to itself, in the dump's order.
std::vector<ThreadBlock> read_thread_blocks(const Snapshot& snapshot);

/// Bytes from the start of a TEB to the end of its last page, at least.
std::uint64_t teb_size(Processor processor);

}  // namespace dumplab::structures
