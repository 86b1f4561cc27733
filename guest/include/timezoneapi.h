// SPDX-License-Identifier: MIT
// Calendar time. Source: MSDN.
#pragma once

#include "minwinbase.h"

#define TIME_ZONE_ID_INVALID 0xffffffff
#define TIME_ZONE_ID_UNKNOWN 0

typedef struct _TIME_ZONE_INFORMATION {
  LONG Bias;  // minutes
  WCHAR StandardName[32];
  SYSTEMTIME StandardDate;
  LONG StandardBias;
  WCHAR DaylightName[32];
  SYSTEMTIME DaylightDate;
  LONG DaylightBias;
} TIME_ZONE_INFORMATION, *LPTIME_ZONE_INFORMATION;

WINBASEAPI BOOL WINAPI FileTimeToSystemTime(const FILETIME *lpFileTime, LPSYSTEMTIME lpSystemTime);
WINBASEAPI BOOL WINAPI SystemTimeToFileTime(const SYSTEMTIME *lpSystemTime, LPFILETIME lpFileTime);
WINBASEAPI DWORD WINAPI GetTimeZoneInformation(LPTIME_ZONE_INFORMATION lpTimeZoneInformation);
