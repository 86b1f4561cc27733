// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "unwind/stack_walk.h"

namespace dumplab::diagnose {

/// The frame to blame: the innermost that is neither of the system nor of the C runtime. A frame at an
/// address without code blames its caller. Empty where every frame is passed over.
std::optional<std::size_t> find_followup(const unwind::CallStack& stack);

}  // namespace dumplab::diagnose
