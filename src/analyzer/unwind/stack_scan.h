// SPDX-License-Identifier: MIT
#pragma once

#include "unwind/x86_methods.h"

/// Looks for callers among the words of the stack, when no method knows one.
namespace dumplab::unwind {

struct FoundCaller {
  Caller caller;
  Trust trust = Trust::kScan;
  Verdict verdict;
};

/// The next word of the stack below `end` that follows a CALL which can have led to the frame, and fits at
/// least so well; one that is proven is better than a nearer one. What was passed over is added to
/// `rejected`.
std::optional<FoundCaller> scan_for_call(const Scene& scene, const CallerCheck& check, const Callee& callee,
                                         Fit least, std::uint32_t end, std::vector<Rejected>& rejected);

/// The next frame pointer that was pushed below a return address, told from other words by the chain that it
/// begins.
std::optional<FoundCaller> search_for_chain(const Scene& scene, const CallerCheck& check,
                                            const Callee& callee);

}  // namespace dumplab::unwind
