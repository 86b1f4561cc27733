// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "cpu/core.h"

/// SSE operations on the host under the guest's MXCSR.
namespace dumplab::cpu::mxcsr {

/// Source: Intel SDM vol. 1, figure 10-3.
inline constexpr std::uint32_t kFlags = 0x3f, kBeforeFlags = 0x07, kMasks = 0x1f80, kMaskShift = 7,
                               kDenormalsAreZero = 0x0040, kOverflowMask = 0x0400, kUnderflowMask = 0x0800,
                               kFlushToZero = 0x8000;

/// What to run with on the host: no flags, everything masked, flushing only where the guest masks underflow.
constexpr std::uint32_t masked_control(std::uint32_t guest) {
  const std::uint32_t control = (guest & ~kFlags) | kMasks;
  return (guest & kUnderflowMask) != 0 ? control : control & ~kFlushToZero;
}

inline std::uint32_t host() {
  std::uint32_t value;
  __asm__ volatile("stmxcsr %0" : "=m"(value));
  return value;
}

inline void set_host(std::uint32_t value) { __asm__ volatile("ldmxcsr %0" : : "m"(value)); }

/// Takes over the exceptions that an operation reported.  False: #XM; the result must not be stored.
/// Source: Intel SDM vol. 1, 11.5.3: exceptions found before the operation hide the ones of its result.
[[gnu::cold, gnu::noinline]] inline bool deliver_unmasked(Core& core, std::uint32_t flags) {
  const std::uint32_t unmasked = flags & ~(core.floats.mxcsr >> kMaskShift);
  core.floats.mxcsr |= (unmasked & kBeforeFlags) != 0 ? flags & kBeforeFlags : flags;
  return unmasked == 0 || core.raise(x86::kSimdFloatingPoint);
}

/// Runs operate(), which must be opaque to the compiler (inline asm or a call through a pointer).  False:
/// #XM. The host's MXCSR is only written where it differs from what the guest needs: with all exceptions
/// masked, flags that the guest already has may stand in it.
///
/// refine(flags) is asked for the flags of an operation some of whose exceptions are not masked.
template <class Operate, class Refine>
bool run(Core& core, Operate operate, Refine refine) {
  const std::uint32_t guest = core.floats.mxcsr;
  const bool masked = (guest & kMasks) == kMasks;
  const std::uint32_t wanted = masked_control(guest);
  const std::uint32_t before = host();
  const std::uint32_t harmless = masked ? guest & kFlags : 0;
  const bool same_control = ((before ^ wanted) & ~kFlags) == 0;
  if (!same_control || (before & kFlags & ~harmless) != 0) set_host(wanted);
  operate();
  const std::uint32_t flags = host() & kFlags;
  if (!same_control) set_host(before);
  if (!masked) return deliver_unmasked(core, refine(flags));
  core.floats.mxcsr = guest | flags;
  return true;
}

}  // namespace dumplab::cpu::mxcsr
