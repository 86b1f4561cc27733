// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "cpu/operand.h"

namespace dumplab::cpu::control_flow {

template <unsigned kCondition>
DUMPLAB_INLINE bool test_condition(Core&, const Op&, Flags& flags, bool& taken) {
  taken = holds<kCondition>(flags);
  return true;
}

/// JECXZ, LOOP, LOOPE, LOOPNE; T is the counter's size.  Source: Intel SDM vol. 2, LOOP/LOOPcc.
enum class Loop : std::uint8_t { kIfZero, kAlways, kWhileZero, kWhileNotZero };

template <Loop kLoop, class T>
DUMPLAB_INLINE bool test_counter(Core& core, const Op&, Flags& flags, bool& taken) {
  T counter = get<T>(core, x86::kEcx * 4);
  if constexpr (kLoop == Loop::kIfZero) {
    taken = counter == 0;
  } else {
    --counter;
    put<T>(core, x86::kEcx * 4, counter);
    taken = counter != 0;
    if constexpr (kLoop == Loop::kWhileZero) taken = taken && flags.zero();
    if constexpr (kLoop == Loop::kWhileNotZero) taken = taken && !flags.zero();
  }
  return true;
}

DUMPLAB_INLINE const Op* jump_direct(Core& core, const Op& op, Flags&) { return go_through(core, op); }

/// T is the operand size: with 2 bytes the new EIP is cut to 16 bits.

/// Stores the return address; ESP moves only if that succeeds.
template <class Access, class T>
DUMPLAB_INLINE bool push_return(Core& core, const Op& op, std::uint32_t callee) {
  const std::uint32_t slot = core.reg(x86::kEsp) - static_cast<std::uint32_t>(sizeof(T));
  if (!Access::template write<T>(core, slot, static_cast<T>(op.next_eip))) return false;
  core.reg(x86::kEsp) = slot;
  if (core.shadow != nullptr) [[unlikely]] {
    core.shadow->push({slot, op.next_eip, callee, core.reg(x86::kEbp)});
  }
  return true;
}

template <class Access, class T>
DUMPLAB_INLINE const Op* call_direct(Core& core, const Op& op, Flags&) {
  if (!push_return<Access, T>(core, op, op.arg.immediate)) return nullptr;
  return go_through(core, op);
}

template <class Access, class T, bool kCall, bool kMemory>
DUMPLAB_INLINE const Op* go_indirect(Core& core, const Op& op, Flags&) {
  T target;
  if (!load_operand<Access, T, kMemory>(core, op, target)) return nullptr;
  if constexpr (kCall) {
    if (!push_return<Access, T>(core, op, target)) return nullptr;
  }
  return go_to(core, op, target);
}

template <class Access, class T>
DUMPLAB_INLINE const Op* go_back(Core& core, const Op& op, Flags&) {
  T target;
  if (!Access::template read<T>(core, core.reg(x86::kEsp), target)) return nullptr;
  core.reg(x86::kEsp) += static_cast<std::uint32_t>(sizeof(T)) + op.arg.immediate;
  if (core.shadow != nullptr) [[unlikely]]
    core.shadow->returned(target, core.reg(x86::kEsp));
  return go_to(core, op, target);
}

}  // namespace dumplab::cpu::control_flow
