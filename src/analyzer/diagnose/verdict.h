// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "diagnose/facts.h"
#include "diagnose/finding.h"

namespace dumplab::diagnose {

/// The findings of all patterns by rank: causes first, then the surer, then the earlier row of patterns.def.
/// Fallbacks are left out where something else is a cause.
std::vector<Finding> find_all(const Facts& facts);

/// "null-data-pointer (certain): write to 0x10 through eax = 0 in Orders!Total"; "unknown" without findings.
std::string verdict_text(const std::vector<Finding>& findings);

}  // namespace dumplab::diagnose
