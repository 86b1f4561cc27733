// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "dumplab/snapshot.h"
#include "regions/evidence.h"
#include "structures/module_images.h"
#include "structures/process_structures.h"

namespace dumplab::regions {

/// A run of linear addresses about which one thing is known. State, type and protect are Windows' numbers; 0:
/// nothing proves one (or, for type and protect of a listed region, there is none).
struct OwnedRegion {
  std::uint64_t base = 0, size = 0;
  std::uint32_t state = 0, type = 0, protect = 0;
  std::string owner;  ///< image:MODULE:SECTION, stack:TID, ... (docs/regions.md)
  OwnerKind kind = OwnerKind::kUnknown;
  std::uint64_t id = 0;                          ///< a stack's or TEB's thread id, a heap's handle
  std::optional<std::uint64_t> allocation_base;  ///< empty: not known, or free
  std::uint32_t allocation_protect = 0;          ///< 0: not known
};

/// The whole address space (4 GiB on x86, the 128 TiB user half on AMD64 and others of 64 bits), ascending,
/// without gaps. Where the dump has a MemoryInfoList its regions stand, cut at sections, TEBs and PEB.
/// Elsewhere the map holds what modules, TEBs, PEB, loader list, heaps and the memory itself prove, and no
/// more: an owner that nothing proves is "unknown", a page whose bytes are in the dump is committed and may
/// be anything else. n log n in the dump's size, whatever overlaps, wraps or loops.
std::vector<OwnedRegion> map_regions(const Snapshot& snapshot, const structures::ModuleImages& modules,
                                     const structures::ProcessStructures& process);

/// The region of a map that holds `address`; null beyond its end.
const OwnedRegion* find_region(const std::vector<OwnedRegion>& map, std::uint64_t address);

}  // namespace dumplab::regions
