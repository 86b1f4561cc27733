// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "report/analysis.h"

namespace dumplab::report {

/// A thread's stack as a ladder, lowest address first: its words, its frames with their functions, where EIP,
/// ESP and EBP point, saved EBPs and return addresses. Without an id: the thread of the exception, else the
/// first. Of an event thread both stacks are drawn, that of the exception above (at higher addresses) what
/// came later. kMalformed without such a thread, kUnsupported where the dump has no registers of a known
/// processor.
Result<document::Document> draw_stack(const Analysis& analysis, std::optional<std::uint32_t> thread_id);

}  // namespace dumplab::report
