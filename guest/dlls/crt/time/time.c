// SPDX-License-Identifier: MIT
#include "time.h"
#include "../start/initializers.h"
#include "windows.h"

#define TICKS_PER_SECOND 10000000ull
#define SECONDS_1601_TO_1970 11644473600ull

static DWORD start;  // GetTickCount when the program began

static int __cdecl RememberStart(void) {
  start = GetTickCount();
  return 0;
}

C_INITIALIZER("C", RememberStart);

clock_t clock(void) { return (clock_t)(GetTickCount() - start); }

__time64_t _time64(__time64_t *now) {
  FILETIME file_time;
  GetSystemTimeAsFileTime(&file_time);
  ULONGLONG ticks = (ULONGLONG)file_time.dwHighDateTime << 32 | file_time.dwLowDateTime;
  __time64_t seconds = (__time64_t)(ticks / TICKS_PER_SECOND - SECONDS_1601_TO_1970);
  if (now != NULL) *now = seconds;
  return seconds;
}

time_t time(time_t *now) {
  time_t seconds = (time_t)_time64(NULL);
  if (now != NULL) *now = seconds;
  return seconds;
}
