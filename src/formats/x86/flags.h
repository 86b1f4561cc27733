// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace dumplab::x86 {

/// EFLAGS bits.  Source: Intel SDM vol. 1, 3.4.3.
inline constexpr std::uint32_t kCarry = 1u << 0;
inline constexpr std::uint32_t kAlwaysOne = 1u << 1;
inline constexpr std::uint32_t kParity = 1u << 2;
inline constexpr std::uint32_t kAdjust = 1u << 4;
inline constexpr std::uint32_t kZero = 1u << 6;
inline constexpr std::uint32_t kSign = 1u << 7;
inline constexpr std::uint32_t kTrap = 1u << 8;
inline constexpr std::uint32_t kInterrupt = 1u << 9;
inline constexpr std::uint32_t kDirection = 1u << 10;
inline constexpr std::uint32_t kOverflow = 1u << 11;
inline constexpr std::uint32_t kIoPrivilege = 3u << 12;
inline constexpr std::uint32_t kNestedTask = 1u << 14;
inline constexpr std::uint32_t kResume = 1u << 16;
inline constexpr std::uint32_t kVirtual8086 = 1u << 17;
inline constexpr std::uint32_t kAlignmentCheck = 1u << 18;
inline constexpr std::uint32_t kVirtualInterrupt = 1u << 19;
inline constexpr std::uint32_t kVirtualInterruptPending = 1u << 20;
inline constexpr std::uint32_t kIdentification = 1u << 21;

/// The six flags that arithmetic writes.
inline constexpr std::uint32_t kStatusFlags = kCarry | kParity | kAdjust | kZero | kSign | kOverflow;

}  // namespace dumplab::x86
