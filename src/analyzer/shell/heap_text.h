// SPDX-License-Identifier: MIT
#pragma once

#include "document/listing.h"
#include "shell/target.h"
#include "structures/heap_blocks.h"

namespace dumplab::shell {

/// `!heap -s`: a row per heap, with what contradicts itself in it.
document::Listing heap_summary(const std::vector<std::uint64_t>& handles, const Target& target);

/// The parts of `!heap -a`.
void add_heap_header(const structures::HeapWalk& heap, document::Listing& list);
void add_heap_problems(const structures::HeapWalk& heap, document::Listing& list);
void add_heap_entries(const structures::HeapWalk& heap, document::Listing& list);

/// The entry of a heap that holds an address.
struct HeapPlace {
  structures::HeapWalk heap;
  structures::HeapBlock block;
  std::uint64_t segment = 0;  ///< 0: an allocation of its own
};
/// Of the heaps of the process that are known.
std::optional<HeapPlace> find_heap_block(const Target& target, std::uint64_t address);

/// `!heap -x`, or with `is_page_heap_form` `!heap -p -a`.
document::Listing describe_heap_block(const HeapPlace& place, std::uint64_t address, bool is_page_heap_form);

}  // namespace dumplab::shell
