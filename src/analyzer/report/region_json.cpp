// SPDX-License-Identifier: MIT
#include "report/region_json.h"

#include "base/text.h"
#include "nt/memory_constants.h"

namespace dumplab::report {

Json region_json(const regions::OwnedRegion& region) {
  return object({{"base", hex(region.base)},
                 {"size", hex(region.size)},
                 {"state", word_or_null(nt::describe_state(region.state))},
                 {"type", word_or_null(nt::describe_type(region.type))},
                 {"protect", word_or_null(nt::describe_protection(region.protect))},
                 {"owner", region.owner}});
}

Json listed_region_json(const regions::OwnedRegion& region) {
  Json made = region_json(region);
  made["allocation_base"] = region.allocation_base ? Json(hex(*region.allocation_base)) : Json();
  made["usage"] = regions::usage_of(region.kind);
  return made;
}

}  // namespace dumplab::report
