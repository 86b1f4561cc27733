// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "report/analysis.h"

namespace dumplab::report {

/// `dumplab analyze --regions`: a row per region, as WinDbg's `!address` lists them.
document::Document list_regions(const Analysis& analysis);
std::string list_regions_json(const Analysis& analysis);

}  // namespace dumplab::report
