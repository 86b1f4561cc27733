// SPDX-License-Identifier: MIT
#pragma once

#include "diagnose/facts.h"

namespace dumplab::diagnose {

/// Whether the fault accessed the part of its own thread's stack that is not committed, near the stack
/// pointer: the guard page was used up before.
bool is_at_stack_end(const Facts& facts);

}  // namespace dumplab::diagnose
