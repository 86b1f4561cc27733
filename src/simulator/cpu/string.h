// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include "cpu/arithmetic.h"
#include "cpu/operand.h"

/// String instructions.  Every iteration commits ECX, ESI and EDI, so a fault in the middle leaves the work
/// done so far and the instruction restarts there.  Source: Intel SDM vol. 2, REP.
namespace dumplab::cpu::string {

enum class Repeat : std::uint8_t { kNone, kWhileCount, kWhileEqual, kWhileNotEqual };

/// Bits of Arguments::detail.
inline constexpr std::uint8_t kNarrowAddress = 1;
inline constexpr std::uint8_t kFsSource = 2;

/// ESI, EDI and ECX of one running instruction, 16 or 32 bits of them.
struct Cursor {
  Core& core;
  std::uint32_t mask;         // of the address size
  std::uint32_t source_base;  // FS or 0
  std::uint32_t stride;       // bytes, negative with DF

  Cursor(Core& machine, const Op& op, std::uint32_t size)
      : core(machine),
        mask(op.arg.detail & kNarrowAddress ? 0xffff : 0xffffffff),
        source_base(op.arg.detail & kFsSource ? machine.fs_base : 0),
        stride(machine.other_flags & x86::kDirection ? 0 - size : size) {}

  std::uint32_t masked(x86::Register name) const { return core.registers[name] & mask; }
  std::uint32_t source() const { return source_base + masked(x86::kEsi); }
  std::uint32_t destination() const { return masked(x86::kEdi); }
  template <class Access, class T>
  DUMPLAB_INLINE bool read_source(T& value) const {
    const std::uint32_t offset = masked(x86::kEsi);
    if (source_base != 0 && offset + static_cast<std::uint32_t>(sizeof(T) - 1) < offset)
      return core.raise(x86::kGeneralProtection);  // over the end of FS
    return Access::template read<T>(core, source(), value);
  }
  void advance(x86::Register name) { add(name, stride); }
  void add(x86::Register name, std::uint32_t amount) {
    std::uint32_t& value = core.reg(name);
    value = (value & ~mask) | ((value + amount) & mask);
  }
};

/// Single-stepping stops after each iteration but the last, at the same instruction.
/// Source: Intel SDM vol. 3, 17.3.1.4.
DUMPLAB_INLINE bool steps_on(const Cursor& cursor) {
  const bool stepping = (cursor.core.other_flags & x86::kTrap) != 0;
  return !stepping || cursor.masked(x86::kEcx) == 0 || cursor.core.raise(x86::kDebug);
}

/// Calls one() until ECX, false (a fault) or the zero flag ends it.
template <Repeat kRepeat, class One>
DUMPLAB_INLINE bool repeat(Cursor& cursor, const Flags& flags, One one) {
  if constexpr (kRepeat == Repeat::kNone) {
    return one();
  } else {
    while (cursor.masked(x86::kEcx) != 0) {
      if (!one()) return false;
      cursor.add(x86::kEcx, 0xffffffff);
      if (kRepeat == Repeat::kWhileEqual && !flags.zero()) break;
      if (kRepeat == Repeat::kWhileNotEqual && flags.zero()) break;
      if (!steps_on(cursor)) return false;
    }
    return true;
  }
}

/// The same without a flag, with runs of elements as long as run() finds some.
template <class Run, class One>
DUMPLAB_INLINE bool repeat_runs(Cursor& cursor, Run run, One one) {
  while (cursor.masked(x86::kEcx) != 0) {
    if (run()) continue;
    if (!one()) return false;
    cursor.add(x86::kEcx, 0xffffffff);
    if (!steps_on(cursor)) return false;
  }
  return true;
}

/// Host bytes of the forward run of at most `size` bytes at `linear` that ends with its page, or nullptr.
/// The run is one that accesses through the TLB could make one by one: nothing looks at them.
template <bool kWrite>
inline std::byte* direct_run(Core& core, std::uint32_t linear, std::uint32_t& size) {
  const TlbEntry& entry = core.tlb_entry(linear);
  if ((linear & ~kPageMask) != (kWrite ? entry.write_tag : entry.read_tag)) return nullptr;
  size = std::min(size, kPageMask + 1 - (linear & kPageMask));
  return reinterpret_cast<std::byte*>(entry.addend + linear);
}

/// The most bytes that a run may take before ECX is 0; 0 if the instruction must go step by step.
inline std::uint32_t run_limit(const Cursor& cursor, std::uint32_t element) {
  constexpr std::uint32_t kWorthIt = 8;
  const std::uint32_t count = cursor.masked(x86::kEcx);
  const bool stepping = (cursor.core.other_flags & x86::kTrap) != 0;
  if (cursor.mask != 0xffffffff || cursor.stride != element || count < kWorthIt || stepping) return 0;
  return std::min(count, kPageMask + 1) * element;
}

/// Moves elements up to the end of a page at once.  False: nothing done, the next one goes by itself.
template <class T>
inline bool move_run(Core& core, Cursor& cursor) {
  std::uint32_t size = run_limit(cursor, sizeof(T));
  if (size == 0 || cursor.source_base != 0) return false;
  std::byte* const to = direct_run<true>(core, cursor.destination(), size);
  if (to == nullptr) return false;
  const std::byte* const from = direct_run<false>(core, cursor.source(), size);
  if (from == nullptr) return false;
  const auto distance = reinterpret_cast<std::uintptr_t>(to) - reinterpret_cast<std::uintptr_t>(from);
  if (distance < size) return false;  // an overlap that repeats elements
  const std::uint32_t count = size / sizeof(T);
  if (count == 0) return false;
  std::memmove(to, from, count * sizeof(T));
  cursor.add(x86::kEsi, count * sizeof(T));
  cursor.add(x86::kEdi, count * sizeof(T));
  cursor.add(x86::kEcx, 0 - count);
  return true;
}

template <class T>
inline bool store_run(Core& core, Cursor& cursor, T value) {
  std::uint32_t size = run_limit(cursor, sizeof(T));
  if (size == 0) return false;
  std::byte* const to = direct_run<true>(core, cursor.destination(), size);
  if (to == nullptr) return false;
  const std::uint32_t count = size / sizeof(T);
  if (count == 0) return false;
  for (std::uint32_t index = 0; index < count; ++index)
    std::memcpy(to + index * sizeof(T), &value, sizeof(T));
  cursor.add(x86::kEdi, count * sizeof(T));
  cursor.add(x86::kEcx, 0 - count);
  return true;
}

template <class Access, class T, Repeat kRepeat>
DUMPLAB_INLINE bool move_body(Core& core, const Op& op, Flags&) {
  Cursor cursor(core, op, sizeof(T));
  const auto one = [&] {
    T value;
    if (!cursor.read_source<Access, T>(value)) return false;
    if (!Access::template write<T>(core, cursor.destination(), value)) return false;
    cursor.advance(x86::kEsi);
    cursor.advance(x86::kEdi);
    return true;
  };
  if constexpr (kRepeat == Repeat::kNone) return one();
  return repeat_runs(
      cursor, [&] { return move_run<T>(core, cursor); }, one);
}

template <class Access, class T, Repeat kRepeat>
DUMPLAB_INLINE bool store_body(Core& core, const Op& op, Flags&) {
  Cursor cursor(core, op, sizeof(T));
  const T value = get<T>(core, 0);
  const auto one = [&] {
    if (!Access::template write<T>(core, cursor.destination(), value)) return false;
    cursor.advance(x86::kEdi);
    return true;
  };
  if constexpr (kRepeat == Repeat::kNone) return one();
  return repeat_runs(
      cursor, [&] { return store_run<T>(core, cursor, value); }, one);
}

template <class Access, class T, Repeat kRepeat>
DUMPLAB_INLINE bool load_body(Core& core, const Op& op, Flags& flags) {
  Cursor cursor(core, op, sizeof(T));
  return repeat<kRepeat>(cursor, flags, [&] {
    T value;
    if (!cursor.read_source<Access, T>(value)) return false;
    put<T>(core, 0, value);
    cursor.advance(x86::kEsi);
    return true;
  });
}

/// A fault in the middle of REPE/REPNE restores EFLAGS to what they were before the instruction.
/// Source: Intel SDM vol. 2, REP.
template <class Access, class T, Repeat kRepeat>
DUMPLAB_INLINE bool scan_body(Core& core, const Op& op, Flags& flags) {
  Cursor cursor(core, op, sizeof(T));
  Flags now = flags;
  const bool done = repeat<kRepeat>(cursor, now, [&] {
    T value;
    if (!Access::template read<T>(core, cursor.destination(), value)) return false;
    arithmetic::Compare::apply<T>(get<T>(core, 0), value, now);
    cursor.advance(x86::kEdi);
    return true;
  });
  if (done) flags = now;
  return done;
}

template <class Access, class T, Repeat kRepeat>
DUMPLAB_INLINE bool compare_body(Core& core, const Op& op, Flags& flags) {
  Cursor cursor(core, op, sizeof(T));
  Flags now = flags;
  const bool done = repeat<kRepeat>(cursor, now, [&] {
    T first, second;
    // The order that processors have when both fault.
    if (!Access::template read<T>(core, cursor.destination(), second)) return false;
    if (!cursor.read_source<Access, T>(first)) return false;
    arithmetic::Compare::apply<T>(first, second, now);
    cursor.advance(x86::kEsi);
    cursor.advance(x86::kEdi);
    return true;
  });
  if (done) flags = now;
  return done;
}

}  // namespace dumplab::cpu::string
