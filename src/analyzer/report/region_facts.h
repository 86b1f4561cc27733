// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "report/analysis.h"

namespace dumplab::report {

/// `dumplab analyze --regions=ADDRESS`: what is known of the one region that holds `address`, which must lie
/// in the map.
document::Document describe_region(const Analysis& analysis, std::uint64_t address);
std::string describe_region_json(const Analysis& analysis, std::uint64_t address);

}  // namespace dumplab::report
