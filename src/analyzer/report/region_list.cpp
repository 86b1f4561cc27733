// SPDX-License-Identifier: MIT
#include "report/region_list.h"

#include "nt/memory_constants.h"
#include "report/region_json.h"
#include "report/region_words.h"

namespace dumplab::report {

using document::Align;

document::Document list_regions(const Analysis& analysis) {
  const RegionWords words(analysis);
  document::Table table{{{""},
                         {"BaseAddr", Align::kRight},
                         {"EndAddr+1", Align::kRight},
                         {"RgnSize", Align::kRight},
                         {"Type"},
                         {"State"},
                         {"Protect"},
                         {"Usage"},
                         {""}},
                        {}};
  for (const regions::OwnedRegion& region : analysis.regions)
    table.rows.push_back({region.allocation_base == region.base ? "+" : "", words.address(region.base),
                          words.address(region.base + region.size), words.address(region.size),
                          nt::describe_type(region.type), nt::describe_state(region.state),
                          nt::describe_protection(region.protect),
                          std::string(regions::usage_of(region.kind)), words.detail(region)});
  document::Document out;
  out.table(std::move(table));
  if (analysis.snapshot.regions.empty())
    out.paragraph("\nThe dump has no MemoryInfoList: what is blank, nothing in it proves.");
  return out;
}

std::string list_regions_json(const Analysis& analysis) {
  Json list = Json::array();
  for (const regions::OwnedRegion& region : analysis.regions) list.push_back(listed_region_json(region));
  return to_text({{"regions", std::move(list)}});
}

}  // namespace dumplab::report
