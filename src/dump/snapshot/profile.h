// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "dumplab/snapshot.h"

namespace dumplab::snapshot {

/// The two usual selections of what a dump keeps.
enum class Profile {
  kFull,  ///< every accessible byte
  kMini,  ///< stacks, code around each EIP, TEBs, PEB, loader lists, process parameters
};

/// The MINIDUMP_TYPE bits of a profile.
std::uint64_t dump_flags(Profile profile);

/// The snapshot as a dump of type `flags` (MINIDUMP_TYPE) holds it: less memory, and of the lists those that
/// the type has. Every dump has the stacks and the code around each EIP.
Snapshot reduce(const Snapshot& snapshot, std::uint64_t flags);
Snapshot reduce(const Snapshot& snapshot, Profile profile);

}  // namespace dumplab::snapshot
