// SPDX-License-Identifier: MIT
#pragma once

#include "exercise/evidence.h"
#include "question/marks.h"

namespace dumplab::classroom {

/// Half marks: addresses in the same allocation of the process (not free memory), places in the same module.
/// `evidence` lives longer.
question::IsNear near_by(const exercise::Evidence& evidence);

}  // namespace dumplab::classroom
