// SPDX-License-Identifier: MIT
// The part of KUSER_SHARED_DATA that the guest reads. Source: FORMAT.md part 3.
#pragma once

#include "windef.h"

typedef struct _KSYSTEM_TIME {
  ULONG LowPart;
  LONG High1Time, High2Time;
} KSYSTEM_TIME;

typedef struct _KUSER_SHARED_DATA {
  ULONG TickCountLowDeprecated;
  ULONG TickCountMultiplier;  // milliseconds per tick, times 2^24
  volatile KSYSTEM_TIME InterruptTime, SystemTime, TimeZoneBias;
  USHORT ImageNumberLow, ImageNumberHigh;
  WCHAR NtSystemRoot[260];
  BYTE Unused[0x320 - 0x238];
  volatile KSYSTEM_TIME TickCount;
  ULONG TickCountPad;
  ULONG Cookie;
} KUSER_SHARED_DATA;
_Static_assert(offsetof(KUSER_SHARED_DATA, NtSystemRoot) == 0x30, "");
_Static_assert(offsetof(KUSER_SHARED_DATA, TickCount) == 0x320, "");
_Static_assert(offsetof(KUSER_SHARED_DATA, Cookie) == 0x330, "");

#define SharedUserData ((const volatile KUSER_SHARED_DATA *)0x7ffe0000)
