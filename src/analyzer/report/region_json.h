// SPDX-License-Identifier: MIT
#pragma once

#include "report/analysis.h"
#include "report/json_object.h"

namespace dumplab::report {

/// The six members that every region has: base, size, state, type, protect, owner.
Json region_json(const regions::OwnedRegion& region);

/// Those, and allocation_base and usage.
Json listed_region_json(const regions::OwnedRegion& region);

}  // namespace dumplab::report
