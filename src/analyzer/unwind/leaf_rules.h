// SPDX-License-Identifier: MIT
#pragma once

#include "unwind/registers.h"

namespace dumplab::unwind {

struct LeafCaller {
  Registers registers;
  std::uint32_t slot = 0;  ///< where the return address is
  /// How many bytes of arguments the return pops is known, and `registers.esp` exact.
  bool knows_esp = false;
};

/// The caller of code that stands where its function has no frame of its own: at a RET, in a system-call
/// stub, at the start of a prologue or the end of an epilogue. Needs an exact ESP. Empty when the code at EIP
/// says nothing, or is not in the dump.
std::optional<LeafCaller> leaf_caller(const StackView& stack, const Registers& at);

}  // namespace dumplab::unwind
