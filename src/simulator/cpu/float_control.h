// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "cpu/operand.h"

/// The control side of x87 and SSE, on State::fxsave.  Offsets: Intel SDM vol. 1, table 10-2.
namespace dumplab::cpu::float_control {

inline constexpr std::size_t kControlWord = 0;
inline constexpr std::size_t kStatusWord = 2;
inline constexpr std::size_t kTagByte = 4;
inline constexpr std::size_t kMxcsr = 24;
inline constexpr std::uint32_t kMxcsrMask = 0xffff;
/// Header, ST0-ST7 and XMM0-XMM7; what follows is reserved or the program's.
inline constexpr std::uint32_t kStored = 288;

template <class T>
DUMPLAB_INLINE T load_field(const Core& core, std::size_t offset) {
  T value;
  std::memcpy(&value, core.state->fxsave.data() + offset, sizeof value);
  return value;
}

template <class T>
DUMPLAB_INLINE void save_field(Core& core, std::size_t offset, T value) {
  std::memcpy(core.state->fxsave.data() + offset, &value, sizeof value);
}

/// FNINIT: the data registers stay, their tags become empty.
DUMPLAB_INLINE bool reset(Core& core, const Op&, Flags&) {
  std::memset(core.state->fxsave.data(), 0, kMxcsr);
  save_field<std::uint16_t>(core, kControlWord, 0x037f);
  return true;
}

/// FNCLEX clears the exception flags, stack fault, summary and busy.
DUMPLAB_INLINE bool clear_exceptions(Core& core, const Op&, Flags&) {
  save_field<std::uint16_t>(core, kStatusWord, load_field<std::uint16_t>(core, kStatusWord) & 0x7f00);
  return true;
}

/// EMMS.
DUMPLAB_INLINE bool empty_tags(Core& core, const Op&, Flags&) {
  save_field<std::uint8_t>(core, kTagByte, 0);
  return true;
}

/// FNSTCW, FNSTSW, STMXCSR.
template <class Access, class T, std::size_t kOffset>
DUMPLAB_INLINE bool store_word(Core& core, const Op& op, Flags&) {
  return Access::template write<T>(core, address<false>(core, op), load_field<T>(core, kOffset));
}

DUMPLAB_INLINE bool store_status_in_ax(Core& core, const Op&, Flags&) {
  put<std::uint16_t>(core, 0, load_field<std::uint16_t>(core, kStatusWord));
  return true;
}

template <class Access>
DUMPLAB_INLINE bool load_control_word(Core& core, const Op& op, Flags&) {
  std::uint16_t value;
  if (!Access::template read<std::uint16_t>(core, address<false>(core, op), value)) return false;
  save_field<std::uint16_t>(core, kControlWord, value);
  return true;
}

/// A reserved bit is #GP(0).
template <class Access>
DUMPLAB_INLINE bool load_mxcsr(Core& core, const Op& op, Flags&) {
  std::uint32_t value;
  if (!Access::template read<std::uint32_t>(core, address<false>(core, op), value)) return false;
  if ((value & ~kMxcsrMask) != 0) return core.raise(x86::kGeneralProtection);
  save_field<std::uint32_t>(core, kMxcsr, value);
  return true;
}

/// FXSAVE; an address that is no multiple of 16 is #GP(0).
template <class Access>
DUMPLAB_INLINE bool store_all(Core& core, const Op& op, Flags&) {
  const std::uint32_t linear = address<false>(core, op);
  if (linear % 16 != 0) return core.raise(x86::kGeneralProtection);
  if (!probe_write(core, linear, kStored)) return false;
  for (std::uint32_t offset = 0; offset < kStored; offset += 4) {
    if (!Access::template write<std::uint32_t>(core, linear + offset,
                                               load_field<std::uint32_t>(core, offset)))
      return false;
  }
  return true;
}

template <class Access>
DUMPLAB_INLINE bool load_all(Core& core, const Op& op, Flags&) {
  const std::uint32_t linear = address<false>(core, op);
  if (linear % 16 != 0) return core.raise(x86::kGeneralProtection);
  std::array<std::uint32_t, kStored / 4> words;
  for (std::uint32_t index = 0; index < words.size(); ++index) {
    if (!Access::template read<std::uint32_t>(core, linear + 4 * index, words[index])) return false;
  }
  if ((words[kMxcsr / 4] & ~kMxcsrMask) != 0) return core.raise(x86::kGeneralProtection);
  words[kMxcsr / 4 + 1] = kMxcsrMask;
  std::memcpy(core.state->fxsave.data(), words.data(), kStored);
  return true;
}

}  // namespace dumplab::cpu::float_control
