// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <type_traits>

#include "cpu/operand.h"

namespace dumplab::cpu::data_move {

template <class Access, Form kForm, class T>
DUMPLAB_INLINE bool move(Core& core, const Op& op, Flags&) {
  T value;
  if (!load_source<Access, kForm, T>(core, op, value)) return false;
  if constexpr (writes_register(kForm)) {
    put<T>(core, op.arg.destination, value);
    return true;
  } else {
    return Access::template write<T>(core, address<is_indexed(kForm)>(core, op), value);
  }
}

/// MOVZX, MOVSX: From is signed for MOVSX.
template <class Access, Form kForm, class From, class To>
DUMPLAB_INLINE bool extend(Core& core, const Op& op, Flags&) {
  std::make_unsigned_t<From> value;
  if (!load_source<Access, kForm>(core, op, value)) return false;
  put<To>(core, op.arg.destination, static_cast<To>(static_cast<From>(value)));
  return true;
}

template <bool kIndexed, class T>
DUMPLAB_INLINE bool put_address(Core& core, const Op& op, Flags&) {
  put<T>(core, op.arg.destination, static_cast<T>(address<kIndexed>(core, op)));
  return true;
}

template <class Access, unsigned kCondition, bool kMemory>
DUMPLAB_INLINE bool set_if(Core& core, const Op& op, Flags& flags) {
  const std::uint8_t value = holds<kCondition>(flags);
  if constexpr (kMemory) return Access::template write<std::uint8_t>(core, address<false>(core, op), value);
  put<std::uint8_t>(core, op.arg.destination, value);
  return true;
}

/// The source is read, and may fault, even if the condition is false.  Source: Intel SDM vol. 2, CMOVcc.
template <class Access, unsigned kCondition, class T, bool kMemory>
DUMPLAB_INLINE bool move_if(Core& core, const Op& op, Flags& flags) {
  T value;
  if (!load_operand<Access, T, kMemory>(core, op, value)) return false;
  const T old = get<T>(core, op.arg.destination);
  put<T>(core, op.arg.destination, holds<kCondition>(flags) ? value : old);
  return true;
}

/// CBW, CWDE.
template <class From, class To>
DUMPLAB_INLINE bool widen_accumulator(Core& core, const Op&, Flags&) {
  put<To>(core, 0, static_cast<To>(get<From>(core, 0)));
  return true;
}

/// CWD, CDQ.
template <class T>
DUMPLAB_INLINE bool spread_sign(Core& core, const Op&, Flags&) {
  put<T>(core, x86::kEdx * 4, static_cast<T>(get<T>(core, 0) < 0 ? -1 : 0));
  return true;
}

DUMPLAB_INLINE bool reverse_bytes(Core& core, const Op& op, Flags&) {
  put(core, op.arg.destination, __builtin_bswap32(get<std::uint32_t>(core, op.arg.destination)));
  return true;
}

/// BSWAP of 16 bits is undefined; processors store 0.
DUMPLAB_INLINE bool reverse_bytes_narrow(Core& core, const Op& op, Flags&) {
  put<std::uint16_t>(core, op.arg.destination, 0);
  return true;
}

template <class Access, bool kFs, bool kNarrow>
DUMPLAB_INLINE bool translate_byte(Core& core, const Op&, Flags&) {
  std::uint32_t linear = core.reg(x86::kEbx) + get<std::uint8_t>(core, 0);
  if constexpr (kNarrow) linear &= 0xffff;
  if constexpr (kFs) linear += core.fs_base;
  std::uint8_t value;
  if (!Access::template read<std::uint8_t>(core, linear, value)) return false;
  put<std::uint8_t>(core, 0, value);
  return true;
}

}  // namespace dumplab::cpu::data_move
