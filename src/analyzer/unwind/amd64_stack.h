// SPDX-License-Identifier: MIT
#pragma once

#include "dumplab/snapshot.h"

namespace dumplab::unwind {

/// The stack of an AMD64 thread whose RSP is `rsp`: from its TEB, down to RSP where that ran below the
/// committed part, else what the dump kept of it. An RSP that is on neither is on a stack that the program
/// made itself: the memory around it.
AddressRange find_amd64_stack(const Snapshot& snapshot, const Thread& thread, std::uint64_t rsp);

}  // namespace dumplab::unwind
