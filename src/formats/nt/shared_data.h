// SPDX-License-Identifier: MIT
#pragma once

#include "nt/layout.h"

namespace dumplab::nt {

/// KSYSTEM_TIME: a 64-bit count of 100 ns units that a reader without locks can check.
struct SystemTime {
  le32 LowPart, High1Time, High2Time;
};

/// KUSER_SHARED_DATA: one read-only page that every process has at 0x7ffe0000.
struct SharedData {
  le32 TickCountLow, TickCountMultiplier;
  SystemTime InterruptTime, SystemTime_, TimeZoneBias;
  le16 ImageNumberLow, ImageNumberHigh;
  Opaque<520> NtSystemRoot;  ///< UTF-16
  Opaque<0x264 - 0x238> unused1;
  le32 NtProductType;
  std::uint8_t ProductTypeIsValid;
  Opaque<3> unused6;
  le32 NtMajorVersion, NtMinorVersion;
  std::uint8_t ProcessorFeatures[64];
  Opaque<0x2d0 - 0x2b4> unused2;
  le32 SuiteMask;
  Opaque<0x2e8 - 0x2d4> unused3;
  le32 NumberOfPhysicalPages;
  Opaque<0x300 - 0x2ec> unused4;
  le32 SystemCall, SystemCallReturn;
  Opaque<0x320 - 0x308> unused5;
  SystemTime TickCount;
  le32 unused7, Cookie;
};
static_assert(offsetof(SharedData, SystemTime_) == 0x14);
static_assert(offsetof(SharedData, NtSystemRoot) == 0x30);
static_assert(offsetof(SharedData, NtProductType) == 0x264);
static_assert(offsetof(SharedData, NtMajorVersion) == 0x26c);
static_assert(offsetof(SharedData, SuiteMask) == 0x2d0);
static_assert(offsetof(SharedData, NumberOfPhysicalPages) == 0x2e8);
static_assert(offsetof(SharedData, SystemCall) == 0x300);
static_assert(offsetof(SharedData, TickCount) == 0x320);
static_assert(offsetof(SharedData, Cookie) == 0x330);

inline constexpr std::uint32_t kSharedDataAddress = 0x7ffe0000;

}  // namespace dumplab::nt
