// SPDX-License-Identifier: MIT
#pragma once

#include "regions/evidence.h"
#include "structures/process_structures.h"

namespace dumplab::regions {

/// What the memory itself and the structures of the process prove: pages that the dump has bytes of, TEBs,
/// PEB, shared data, stacks, heaps, parameters and environment.
void claim_process(const Snapshot& snapshot, const structures::ProcessStructures& process,
                   Evidence& evidence);

}  // namespace dumplab::regions
