// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "cpu/operand.h"

namespace dumplab::cpu::system {

/// INT n and INT3: the vector is the immediate.
DUMPLAB_INLINE bool interrupt_body(Core& core, const Op& op, Flags&) {
  return core.trap(Leave::kInterrupt, static_cast<std::uint8_t>(op.arg.immediate));
}

DUMPLAB_INLINE bool overflow_body(Core& core, const Op&, Flags& flags) {
  return !flags.overflow() || core.trap(Leave::kTrap, x86::kOverflowTrap);
}

DUMPLAB_INLINE bool system_enter_body(Core& core, const Op&, Flags&) {
  return core.trap(Leave::kSystemEnter, 0);
}

/// Raises the exception whose vector is `detail`, with error code 0.
DUMPLAB_INLINE bool raise_body(Core& core, const Op& op, Flags&) { return core.raise(op.arg.detail); }

/// #UD for want of the instruction whose Zydis mnemonic is the immediate.
DUMPLAB_INLINE bool unimplemented_body(Core& core, const Op& op, Flags&) {
  core.raise(x86::kInvalidOpcode);
  core.fault.unimplemented = x86::mnemonic_text(static_cast<ZydisMnemonic>(op.arg.immediate));
  return false;
}

/// BOUND: the signed index must lie within the pair in memory, both ends included.
template <class Access, class T>
DUMPLAB_INLINE bool bound_body(Core& core, const Op& op, Flags&) {
  using S = std::make_signed_t<T>;
  const std::uint32_t linear = address<false>(core, op);
  const auto index = static_cast<S>(get<T>(core, op.arg.destination));
  T low, high;
  if (!Access::template read<T>(core, linear, low)) return false;
  if (index < static_cast<S>(low)) return core.raise(x86::kBoundRange);
  if (!Access::template read<T>(core, linear + static_cast<std::uint32_t>(sizeof(T)), high)) return false;
  return index <= static_cast<S>(high) || core.raise(x86::kBoundRange);
}

DUMPLAB_INLINE bool time_stamp_body(Core& core, const Op& op, Flags&) {
  const std::uint64_t now = core.time_origin - static_cast<std::uint64_t>(core.left) + op.position;
  core.reg(x86::kEax) = static_cast<std::uint32_t>(now);
  core.reg(x86::kEdx) = static_cast<std::uint32_t>(now >> 32);
  return true;
}

/// CPUID as a family 15 processor of the Pentium 4 generation with what this machine has.
/// Source: Intel SDM vol. 2, CPUID.
void identify(Core& core);

DUMPLAB_INLINE bool identify_body(Core& core, const Op&, Flags&) {
  identify(core);
  return true;
}

}  // namespace dumplab::cpu::system
