// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

#include "dumplab/snapshot.h"

namespace dumplab::snapshot {

/// What a dump keeps. Named as on the command line.
enum class Profile {
  kFull,  ///< every accessible byte
  kMini,  ///< stacks, code around each EIP, TEBs, PEB, loader lists, process parameters
};

std::optional<Profile> find_profile(std::string_view name);

/// The MINIDUMP_TYPE bits of a profile.
std::uint64_t dump_flags(Profile profile);

/// The snapshot as a dump of `profile` holds it: memory and Flags differ, all else stays. kFull keeps all
/// memory.
Snapshot reduce(const Snapshot& snapshot, Profile profile);

}  // namespace dumplab::snapshot
