// SPDX-License-Identifier: MIT
#pragma once

#include "unwind/registers.h"

namespace dumplab::unwind {

/// A frame whose caller is looked for.
struct Callee {
  Registers registers;
  bool knows_esp = true;  ///< ESP is that of the instruction at EIP; else it may lack popped arguments
  /// Of a frame that waits for a call: where its EIP, the return address, lies.
  std::optional<std::uint32_t> return_slot;
  /// Of a frame that waits for a call: the CALL's own address, where known.
  std::optional<std::uint32_t> call_address;
  /// Of a frame that waits for a call: bytes of arguments that the called function has, where known.
  std::optional<std::uint32_t> argument_bytes;

  /// Where the frame's own part of the stack begins.
  std::uint32_t floor() const { return return_slot ? *return_slot + 4 : registers.esp; }
};

/// What a method says of the caller.
struct Caller {
  Registers registers;
  std::uint32_t slot = 0;  ///< where the return address lies
  bool knows_esp = false;
  bool is_assumed = false;  ///< rests on a call that is taken to leave ESP alone
};

}  // namespace dumplab::unwind
