// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "cpu/core.h"

namespace dumplab::cpu::flag {

enum class Change : std::uint8_t {
  kClearCarry,
  kSetCarry,
  kComplementCarry,
  kClearDirection,
  kSetDirection,
};

template <Change kChange>
DUMPLAB_INLINE bool change_body(Core& core, const Op&, Flags& flags) {
  if constexpr (kChange == Change::kClearCarry) flags.set_carry(false);
  if constexpr (kChange == Change::kSetCarry) flags.set_carry(true);
  if constexpr (kChange == Change::kComplementCarry) flags.set_carry(!flags.carry());
  if constexpr (kChange == Change::kClearDirection) core.other_flags &= ~x86::kDirection;
  if constexpr (kChange == Change::kSetDirection) core.other_flags |= x86::kDirection;
  return true;
}

inline constexpr std::uint8_t kAh = 1;

/// LAHF: bit 1 reads as 1.
DUMPLAB_INLINE bool load_ah_body(Core& core, const Op&, Flags& flags) {
  put(core, kAh, static_cast<std::uint8_t>((flags.bits() & ~x86::kOverflow) | x86::kAlwaysOne));
  return true;
}

/// SAHF leaves OF alone.
DUMPLAB_INLINE bool store_ah_body(Core& core, const Op&, Flags& flags) {
  flags = Flags::assemble(get<std::uint8_t>(core, kAh) | (flags.overflow() ? x86::kOverflow : 0));
  return true;
}

/// SALC (D6), undocumented: AL = CF ? ff : 00.
DUMPLAB_INLINE bool set_al_body(Core& core, const Op&, Flags& flags) {
  put(core, 0, static_cast<std::uint8_t>(flags.carry() ? 0xff : 0));
  return true;
}

}  // namespace dumplab::cpu::flag
