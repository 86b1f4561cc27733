// SPDX-License-Identifier: MIT
#pragma once

#include "capture/capture.h"

namespace dumplab::capture {

/// The whole 4 GiB with owners, from the VADs; image regions are cut at section borders.
std::vector<truth::Region> true_regions(const kernel::Process& process,
                                        const std::vector<kernel::MemoryRegion>& regions);

}  // namespace dumplab::capture
