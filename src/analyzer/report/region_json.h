// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>

#include "report/analysis.h"

namespace dumplab::report {

using Json = nlohmann::ordered_json;

/// The six members that every region has: base, size, state, type, protect, owner.
Json region_json(const regions::OwnedRegion& region);

/// Those, and allocation_base and usage.
Json listed_region_json(const regions::OwnedRegion& region);

/// As all JSON is printed.
std::string to_text(const Json& json);

}  // namespace dumplab::report
