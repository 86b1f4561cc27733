// SPDX-License-Identifier: MIT
#include "base.h"

DWORD WINAPI GetTickCount(void) {
  ULONGLONG ticks = SharedUserData->TickCountLow;
  return (DWORD)(ticks * SharedUserData->TickCountMultiplier >> 24);
}

BOOL WINAPI QueryPerformanceCounter(LARGE_INTEGER *lpPerformanceCount) {
  return BaseResult(NtQueryPerformanceCounter(lpPerformanceCount, NULL));
}

BOOL WINAPI QueryPerformanceFrequency(LARGE_INTEGER *lpFrequency) {
  LARGE_INTEGER count;
  return BaseResult(NtQueryPerformanceCounter(&count, lpFrequency));
}

void WINAPI GetSystemTimeAsFileTime(LPFILETIME lpSystemTimeAsFileTime) {
  LARGE_INTEGER now;
  NtQuerySystemTime(&now);
  lpSystemTimeAsFileTime->dwLowDateTime = now.LowPart;
  lpSystemTimeAsFileTime->dwHighDateTime = (DWORD)now.HighPart;
}
