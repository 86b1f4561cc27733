// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "unwind/caller.h"
#include "unwind/code_flow.h"
#include "unwind/stack_view.h"

/// Callers by the code itself: what lies between EIP and the function's RET, or between its entry and EIP.
namespace dumplab::unwind {

/// Which ways to a RET are asked for.
enum class Ahead {
  kStraight,  ///< no branch and no call on the way: a system-call stub, a small leaf, an epilogue
  kCertain,   ///< what every call on the way does to ESP is known
  kAssumed,   ///< some call is taken to leave ESP alone
};

/// The callers that the code ahead of EIP returns to; a few where ways differ.
std::vector<Caller> callers_ahead(CodeFlow& flow, const StackView& stack, const Callee& callee, Ahead which);

/// The caller if the function was entered at `entry`; several where it aligned its stack. EBP is not needed
/// when the code says how far ESP is from the return address.
std::vector<Caller> callers_since_entry(CodeFlow& flow, const StackView& stack, const Callee& callee,
                                        std::uint32_t entry);

}  // namespace dumplab::unwind
