// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "cpu/arithmetic.h"
#include "cpu/operand.h"

/// XCHG, XADD, CMPXCHG, CMPXCHG8B.  All processors share one host thread, so each is atomic with or without
/// LOCK.
namespace dumplab::cpu::exchange {

struct Swap {
  template <class T>
  DUMPLAB_INLINE static T apply(Core& core, const Op& op, T value, Flags&) {
    const T other = get<T>(core, op.arg.source);
    put<T>(core, op.arg.source, value);
    return other;
  }
};

/// The register gets the old value first: XADD of a register with itself doubles it.
struct Add {
  template <class T>
  DUMPLAB_INLINE static T apply(Core& core, const Op& op, T value, Flags& flags) {
    const T sum = arithmetic::add<T>(value, get<T>(core, op.arg.source), 0, flags);
    put<T>(core, op.arg.source, value);
    return sum;
  }
};

/// A failing CMPXCHG writes the old value back, so it needs a writable operand.
/// Source: Intel SDM vol. 2, CMPXCHG.
struct Compare {
  template <class T>
  DUMPLAB_INLINE static T apply(Core& core, const Op& op, T value, Flags& flags) {
    arithmetic::subtract<T>(get<T>(core, 0), value, 0, flags);
    if (flags.zero()) return get<T>(core, op.arg.source);
    put<T>(core, 0, value);
    return value;
  }
};

/// CMPXCHG8B changes ZF only.
struct CompareEight {
  DUMPLAB_INLINE static std::uint64_t apply(Core& core, std::uint64_t value, Flags& flags) {
    const auto pair = [&](x86::Register high, x86::Register low) {
      return static_cast<std::uint64_t>(core.registers[high]) << 32 | core.registers[low];
    };
    const bool equal = value == pair(x86::kEdx, x86::kEax);
    flags = Flags::assemble((flags.bits() & ~x86::kZero) | (equal ? x86::kZero : 0));
    if (equal) return pair(x86::kEcx, x86::kEbx);
    core.reg(x86::kEax) = static_cast<std::uint32_t>(value);
    core.reg(x86::kEdx) = static_cast<std::uint32_t>(value >> 32);
    return value;
  }
};

template <class Access>
DUMPLAB_INLINE bool compare_eight_body(Core& core, const Op& op, Flags& flags) {
  return Access::template modify<std::uint64_t>(core, address<false>(core, op), [&](std::uint64_t value) {
    return CompareEight::apply(core, value, flags);
  });
}

}  // namespace dumplab::cpu::exchange
