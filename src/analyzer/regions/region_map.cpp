// SPDX-License-Identifier: MIT
#include "regions/region_map.h"

#include <algorithm>

#include "regions/image_claims.h"
#include "regions/lay_out.h"
#include "regions/listed_regions.h"
#include "regions/process_claims.h"
#include "snapshot/system_names.h"

namespace dumplab::regions {
namespace {

constexpr std::uint64_t kX86End = 1ull << 32, kWideUserEnd = 1ull << 47;

}  // namespace

std::vector<OwnedRegion> map_regions(const Snapshot& snapshot, const structures::ModuleImages& modules,
                                     const structures::ProcessStructures& process) {
  const bool is_wide = snapshot::has_64_bit_addresses(snapshot.system.ProcessorArchitecture);
  Evidence evidence(is_wide ? kWideUserEnd : kX86End);
  claim_listed_regions(snapshot, process, evidence);
  claim_images(snapshot, modules, process, evidence);
  claim_process(snapshot, process, evidence);
  std::vector<OwnedRegion> map;
  for (const Claim& row : lay_out(evidence)) {
    const bool is_image = row.owner.kind == OwnerKind::kImage;
    map.push_back({row.begin, row.end - row.begin, row.facts.state, row.facts.type, row.facts.protect,
                   evidence.describe(row.owner), row.owner.kind, is_image ? 0 : row.owner.id,
                   row.facts.allocation_base, row.facts.allocation_protect});
  }
  return map;
}

const OwnedRegion* find_region(const std::vector<OwnedRegion>& map, std::uint64_t address) {
  const auto after = std::ranges::upper_bound(map, address, {}, &OwnedRegion::base);
  if (after == map.begin()) return nullptr;
  const OwnedRegion& region = *std::prev(after);
  return address - region.base < region.size ? &region : nullptr;
}

}  // namespace dumplab::regions
