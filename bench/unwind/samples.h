// SPDX-License-Identifier: MIT
#pragma once

#include "captures.h"
#include "readings.h"
#include "rows.h"

namespace dumplab::bench {

/// A dump of a capture in `folder`. With `trashed` every thread's EBP is overwritten before it is written,
/// with something that depends on `name`.
Sample write_sample(const capture::Capture& capture, Keeps keeps, bool trashed, const std::string& name,
                    const std::filesystem::path& folder);

}  // namespace dumplab::bench
