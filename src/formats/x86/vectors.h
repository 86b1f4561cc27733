// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace dumplab::x86 {

/// Exception vectors.  Source: Intel SDM vol. 3, table 6-1.
inline constexpr std::uint8_t kDivideError = 0;
inline constexpr std::uint8_t kDebug = 1;
inline constexpr std::uint8_t kNonMaskable = 2;
inline constexpr std::uint8_t kBreakpoint = 3;
inline constexpr std::uint8_t kOverflowTrap = 4;
inline constexpr std::uint8_t kBoundRange = 5;
inline constexpr std::uint8_t kInvalidOpcode = 6;
inline constexpr std::uint8_t kDeviceNotAvailable = 7;
inline constexpr std::uint8_t kDoubleFault = 8;
inline constexpr std::uint8_t kInvalidTss = 10;
inline constexpr std::uint8_t kSegmentNotPresent = 11;
inline constexpr std::uint8_t kStackFault = 12;
inline constexpr std::uint8_t kGeneralProtection = 13;
inline constexpr std::uint8_t kPageFault = 14;
inline constexpr std::uint8_t kFloatingPoint = 16;
inline constexpr std::uint8_t kAlignmentFault = 17;
inline constexpr std::uint8_t kMachineCheck = 18;
inline constexpr std::uint8_t kSimdFloatingPoint = 19;

/// Page-fault error code bits.  Source: Intel SDM vol. 3, figure 4-12.
inline constexpr std::uint32_t kPageFaultPresent = 1u << 0;  // set: protection; clear: not present
inline constexpr std::uint32_t kPageFaultWrite = 1u << 1;
inline constexpr std::uint32_t kPageFaultUser = 1u << 2;
inline constexpr std::uint32_t kPageFaultReserved = 1u << 3;
inline constexpr std::uint32_t kPageFaultFetch = 1u << 4;

}  // namespace dumplab::x86
