// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "cpu/operand.h"
#include "x86/flags.h"

/// Stack instructions; T is the operand size.  ESP moves only after the memory access succeeded.  PUSHA, POPA
/// and ENTER go step by step, as processors do: what they did before a fault stays, and running them again
/// does it once more.
namespace dumplab::cpu::stack {

template <class Access, class T>
DUMPLAB_INLINE bool push_value(Core& core, T value) {
  const std::uint32_t slot = core.reg(x86::kEsp) - static_cast<std::uint32_t>(sizeof(T));
  if (!Access::template write<T>(core, slot, value)) return false;
  core.reg(x86::kEsp) = slot;
  return true;
}

template <class Access, class T>
DUMPLAB_INLINE bool pop_value(Core& core, T& value) {
  if (!Access::template read<T>(core, core.reg(x86::kEsp), value)) return false;
  core.reg(x86::kEsp) += static_cast<std::uint32_t>(sizeof(T));
  return true;
}

template <class Access, class T>
DUMPLAB_INLINE bool push_register(Core& core, const Op& op, Flags&) {
  return push_value<Access, T>(core, get<T>(core, op.arg.destination));
}

template <class Access, class T>
DUMPLAB_INLINE bool push_immediate(Core& core, const Op& op, Flags&) {
  return push_value<Access, T>(core, static_cast<T>(op.arg.immediate));
}

template <class Access, class T, bool kIndexed>
DUMPLAB_INLINE bool push_memory(Core& core, const Op& op, Flags&) {
  T value;
  if (!Access::template read<T>(core, address<kIndexed>(core, op), value)) return false;
  return push_value<Access, T>(core, value);
}

template <class Access, class T>
DUMPLAB_INLINE bool pop_register(Core& core, const Op& op, Flags&) {
  T value;
  if (!pop_value<Access, T>(core, value)) return false;
  put<T>(core, op.arg.destination, value);
  return true;
}

/// The address already counts the new ESP (Emitter).
template <class Access, class T>
DUMPLAB_INLINE bool pop_memory(Core& core, const Op& op, Flags&) {
  T value;
  if (!Access::template read<T>(core, core.reg(x86::kEsp), value)) return false;
  if (!Access::template write<T>(core, address<false>(core, op), value)) return false;
  core.reg(x86::kEsp) += static_cast<std::uint32_t>(sizeof(T));
  return true;
}

template <class Access, class T>
DUMPLAB_INLINE bool read_top(Core& core, const Op&, Flags&) {
  T value;
  return Access::template read<T>(core, core.reg(x86::kEsp), value);
}

template <class Access, class T>
DUMPLAB_INLINE bool push_all_body(Core& core, const Op&, Flags&) {
  constexpr std::uint32_t kSize = sizeof(T);
  const std::uint32_t esp = core.reg(x86::kEsp);
  for (std::uint32_t index = 0; index < 8; ++index) {
    const T value = get<T>(core, static_cast<std::uint8_t>(index * 4));
    if (!Access::template write<T>(core, esp - (index + 1) * kSize, value)) return false;
  }
  core.reg(x86::kEsp) = esp - 8 * kSize;
  return true;
}

/// The stored ESP is skipped.
template <class Access, class T>
DUMPLAB_INLINE bool pop_all_body(Core& core, const Op&, Flags&) {
  constexpr std::uint32_t kSize = sizeof(T);
  const std::uint32_t esp = core.reg(x86::kEsp);
  for (std::uint32_t index = 8; index-- > 0;) {
    T value;
    if (!Access::template read<T>(core, esp + (7 - index) * kSize, value)) return false;
    if (index != x86::kEsp) put<T>(core, static_cast<std::uint8_t>(index * 4), value);
  }
  core.reg(x86::kEsp) = esp + 8 * kSize;
  return true;
}

/// VM and RF are stored as 0.  Source: Intel SDM vol. 2, PUSHF.
template <class Access, class T>
DUMPLAB_INLINE bool push_flags_body(Core& core, const Op&, Flags& flags) {
  const std::uint32_t eflags = core.other_flags | flags.bits();
  return push_value<Access, T>(core, static_cast<T>(eflags & ~(x86::kResume | x86::kVirtual8086)));
}

/// At CPL 3: IOPL, VIF, VIP, VM and (IOPL 0) IF stay.  Source: Intel SDM vol. 2, POPF, table 4-15.
inline constexpr std::uint32_t kPopped =
    x86::kTrap | x86::kDirection | x86::kNestedTask | x86::kAlignmentCheck | x86::kIdentification;

/// Ends the block: a new TF must be seen.
template <class Access, class T>
DUMPLAB_INLINE const Op* pop_flags_body(Core& core, const Op& op, Flags& flags) {
  T value;
  if (!pop_value<Access, T>(core, value)) return nullptr;
  const std::uint32_t changeable = sizeof(T) == 2 ? kPopped & 0xffff : kPopped;
  core.other_flags = (core.other_flags & ~changeable & ~x86::kResume) | (value & changeable);
  flags = Flags::assemble(value);
  count_block(core, op);
  core.eip = op.next_eip;
  return nullptr;
}

template <class Access, class T>
DUMPLAB_INLINE bool leave_body(Core& core, const Op&, Flags&) {
  T value;
  const std::uint32_t frame = core.reg(x86::kEbp);
  if (!Access::template read<T>(core, frame, value)) return false;
  core.reg(x86::kEsp) = frame + static_cast<std::uint32_t>(sizeof(T));
  put<T>(core, x86::kEbp * 4, value);
  return true;
}

/// ENTER imm16 (immediate), imm8 (detail, the nesting level).
template <class Access, class T>
DUMPLAB_INLINE bool enter_body(Core& core, const Op& op, Flags&) {
  constexpr std::uint32_t kSize = sizeof(T);
  const std::uint32_t level = op.arg.detail;
  const std::uint32_t esp = core.reg(x86::kEsp);
  const std::uint32_t ebp = core.reg(x86::kEbp);
  const std::uint32_t frame = esp - kSize;
  const std::uint32_t end = frame - level * kSize - op.arg.immediate;
  if (!Access::template write<T>(core, frame, static_cast<T>(ebp))) return false;
  for (std::uint32_t index = 1; index < level; ++index) {
    T link;
    if (!Access::template read<T>(core, ebp - index * kSize, link)) return false;
    if (!Access::template write<T>(core, frame - index * kSize, link)) return false;
  }
  if (level > 0 && !Access::template write<T>(core, frame - level * kSize, static_cast<T>(frame)))
    return false;
  if (!probe_write(core, end, kSize)) return false;  // the new top of the stack is touched last
  core.reg(x86::kEsp) = end;
  put<T>(core, x86::kEbp * 4, static_cast<T>(frame));
  return true;
}

}  // namespace dumplab::cpu::stack
