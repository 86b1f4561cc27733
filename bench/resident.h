// SPDX-License-Identifier: MIT
#pragma once

#include "engines.h"

namespace dumplab::bench {

/// A program whose pages are all in memory before the clock starts: through the kernel's page tables, or with
/// linear addresses that are host addresses but for a constant.
Run run_resident(const Image& image, bool paged);

}  // namespace dumplab::bench
