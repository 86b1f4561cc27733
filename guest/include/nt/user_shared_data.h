// SPDX-License-Identifier: MIT
// KUSER_SHARED_DATA, XP SP3.
#pragma once

#include "windef.h"

typedef struct _KSYSTEM_TIME {
  ULONG LowPart;
  LONG High1Time, High2Time;
} KSYSTEM_TIME;

typedef struct _KUSER_SHARED_DATA {
  ULONG TickCountLow;
  ULONG TickCountMultiplier;  // milliseconds per tick, times 2^24
  volatile KSYSTEM_TIME InterruptTime, SystemTime, TimeZoneBias;
  USHORT ImageNumberLow, ImageNumberHigh;
  WCHAR NtSystemRoot[260];
  ULONG MaxStackTraceDepth, CryptoExponent, TimeZoneId, Reserved2[8];
  ULONG NtProductType;
  BOOLEAN ProductTypeIsValid;
  ULONG NtMajorVersion, NtMinorVersion;
  BOOLEAN ProcessorFeatures[64];
  ULONG Reserved1, Reserved3, TimeSlip, AlternativeArchitecture;
  LARGE_INTEGER SystemExpirationDate;
  ULONG SuiteMask;
  BOOLEAN KdDebuggerEnabled, NXSupportPolicy;
  ULONG ActiveConsoleId, DismountCount, ComPlusPackage, LastSystemRITEventTickCount;
  ULONG NumberOfPhysicalPages;
  BOOLEAN SafeBootMode;
  ULONG TraceLogging;
  ULONGLONG TestRetInstruction;
  ULONG SystemCall, SystemCallReturn;
  ULONGLONG SystemCallPad[3];
  union {
    volatile KSYSTEM_TIME TickCount;
    volatile ULONGLONG TickCountQuad;
  };
  ULONG Cookie;
} KUSER_SHARED_DATA;
_Static_assert(offsetof(KUSER_SHARED_DATA, NtSystemRoot) == 0x30, "");
_Static_assert(offsetof(KUSER_SHARED_DATA, NtProductType) == 0x264, "");
_Static_assert(offsetof(KUSER_SHARED_DATA, SuiteMask) == 0x2d0, "");
_Static_assert(offsetof(KUSER_SHARED_DATA, NumberOfPhysicalPages) == 0x2e8, "");
_Static_assert(offsetof(KUSER_SHARED_DATA, SystemCall) == 0x300, "");
_Static_assert(offsetof(KUSER_SHARED_DATA, TickCount) == 0x320, "");
_Static_assert(offsetof(KUSER_SHARED_DATA, Cookie) == 0x330, "");

#define SharedUserData ((const volatile KUSER_SHARED_DATA *)0x7ffe0000)
