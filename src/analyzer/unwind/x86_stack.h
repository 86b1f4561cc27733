// SPDX-License-Identifier: MIT
#pragma once

#include "dumplab/snapshot.h"
#include "structures/process_structures.h"
#include "unwind/stack_view.h"

namespace dumplab::unwind {

/// The stack of an IA-32 thread whose ESP is `esp`: from its TEB, down to ESP where that ran below the
/// committed part, else what the dump kept of it. An ESP that is on neither is on a stack that the program
/// made itself: the memory around it.
StackView find_x86_stack(const Snapshot& snapshot, const MemorySource& memory,
                         const structures::ProcessStructures& process, const Thread& thread,
                         std::uint32_t esp);

}  // namespace dumplab::unwind
