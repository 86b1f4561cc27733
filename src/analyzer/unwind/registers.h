// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>

#include "dumplab/memory_source.h"
#include "x86/registers.h"

namespace dumplab::unwind {

/// What a walk carries from frame to frame. Those behind EBP are empty where no method gave them back; EAX,
/// ECX and EDX are known of a context only.
struct Registers {
  std::uint32_t eip = 0, esp = 0, ebp = 0;
  std::optional<std::uint32_t> ebx{}, esi{}, edi{}, eax{}, ecx{}, edx{};

  std::optional<std::uint32_t> operator[](x86::Register reg) const {
    const std::optional<std::uint32_t> all[x86::kRegisterCount] = {eax, ecx, edx, ebx, esp, ebp, esi, edi};
    return reg < x86::kRegisterCount ? all[reg] : std::nullopt;
  }
};

/// The stack a walk must stay on, and the memory that it and the code are read from.
struct StackView {
  const MemorySource& memory;
  AddressRange bounds;  ///< the thread's own
  AddressRange switched =
      {};  ///< one of the program's making that ESP is on; a walk may go from it to the own

  bool contains(std::uint32_t address) const {
    return bounds.contains({address}) || switched.contains({address});
  }
  /// Whether a caller's return address can be at `slot`, for a frame whose part of the stack begins at
  /// `floor`.
  bool rises(std::uint32_t floor, std::uint32_t slot) const {
    if (switched.contains({floor}) && bounds.contains({slot})) return true;
    return slot >= floor && !(bounds.contains({floor}) && switched.contains({slot}));
  }
  /// A word of the stack; empty outside it or where the dump has no bytes.
  std::optional<std::uint32_t> word(std::uint64_t address) const {
    const bool is_inside = address <= 0xfffffffc && contains(static_cast<std::uint32_t>(address)) &&
                           contains(static_cast<std::uint32_t>(address + 3));
    return is_inside ? memory.read_u32({address}) : std::nullopt;
  }
};

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
