// SPDX-License-Identifier: MIT
#pragma once

#include "regions/evidence.h"
#include "structures/process_structures.h"

namespace dumplab::regions {

/// MemoryInfoList: VirtualQuery's regions. An allocation that begins where a structure says belongs to it as
/// a whole. Private memory is `private` only where every other owner can be ruled out: all TEBs and all heaps
/// are in the dump. On x86 a list that reaches the top of the user half proves that the kernel is above it.
void claim_listed_regions(const Snapshot& snapshot, const structures::ProcessStructures& process,
                          Evidence& evidence);

}  // namespace dumplab::regions
