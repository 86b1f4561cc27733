// SPDX-License-Identifier: MIT
#pragma once

#include "dumplab/snapshot.h"

namespace dumplab::unwind {

/// The dump's memory around `address`, as far as it belongs to one region; of memory that is not there a
/// little from `address` on. For stacks that no structure tells of.
AddressRange memory_around(const Snapshot& snapshot, std::uint64_t address);

}  // namespace dumplab::unwind
