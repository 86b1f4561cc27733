// SPDX-License-Identifier: MIT
#pragma once

#include "nt/layout.h"

namespace dumplab::nt {

/// NT_TIB64: the start of the TEB of a 64-bit thread; GS:[0] is its first byte.
struct Tib64 {
  le64 ExceptionList;
  le64 StackBase;   ///< first byte above the stack
  le64 StackLimit;  ///< lowest committed byte above the guard page
  le64 SubSystemTib, FiberData, ArbitraryUserPointer, Self;
};
static_assert(offsetof(Tib64, StackBase) == 0x08);
static_assert(offsetof(Tib64, Self) == 0x30);
static_assert(sizeof(Tib64) == 0x38);

/// Offsets in the TEB of a 64-bit thread: its process's PEB, and DeallocationStack, the lowest byte of the
/// stack's reservation.
inline constexpr std::uint64_t kTeb64ProcessEnvironmentBlock = 0x60, kTeb64DeallocationStack = 0x1478;
/// What every version's TEB takes at least, in whole pages.
inline constexpr std::uint64_t kTeb64Size = 0x2000;

}  // namespace dumplab::nt
