// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "dumplab/snapshot.h"
#include "structures/module_images.h"
#include "structures/process_structures.h"

namespace dumplab::regions {

/// A run of linear addresses with one state and one owner. State, type and protect are Windows' numbers; 0:
/// not known (or, for type and protect, none).
struct OwnedRegion {
  std::uint64_t base = 0, size = 0;
  std::uint32_t state = 0, type = 0, protect = 0;
  std::string owner;  ///< image:MODULE:SECTION, stack:TID, ... (docs/regions.md)
};

/// The whole address space (4 GiB on x86, the 128 TiB user half on AMD64), ascending, without gaps. Facts
/// come from MemoryInfoList, module headers, TEBs, PEB, heaps; what nothing proves is "unknown".
std::vector<OwnedRegion> map_regions(const Snapshot& snapshot, const structures::ModuleImages& modules,
                                     const structures::ProcessStructures& process);

}  // namespace dumplab::regions
