// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "regions/evidence.h"

namespace dumplab::regions {

/// The address space from 0 to its end, ascending and without gaps: one sweep over the claims' borders,
/// n log n. Neighbours that say the same are one row, except two listed regions.
std::vector<Claim> lay_out(const Evidence& evidence);

}  // namespace dumplab::regions
