// SPDX-License-Identifier: MIT
// FILETIME (100 ns units since 1601) and SYSTEMTIME. The local time zone is UTC.
#include "base.h"

#define DAY 864000000000ull
#define DAYS_PER_400_YEARS 146097

static const USHORT DaysBefore[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};

static BOOL IsLeap(ULONG year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

static ULONG MonthStart(ULONG year, ULONG month) {
  return DaysBefore[month] + (month > 1 && IsLeap(year) ? 1u : 0u);
}

// Days from 1601-01-01 to January 1st of the year.
static ULONG YearStart(ULONG year) {
  ULONG past = year - 1601;
  return past * 365 + past / 4 - past / 100 + past / 400;
}

BOOL WINAPI FileTimeToSystemTime(const FILETIME *lpFileTime, LPSYSTEMTIME lpSystemTime) {
  ULONGLONG ticks = (ULONGLONG)lpFileTime->dwHighDateTime << 32 | lpFileTime->dwLowDateTime;
  if (ticks >> 63) return BaseResult(STATUS_INVALID_PARAMETER);
  ULONG days = (ULONG)(ticks / DAY);
  ULONG milliseconds = (ULONG)(ticks % DAY / 10000);
  ULONG year = 1601 + days / 366;
  ULONG month = 11;
  while (YearStart(year + 1) <= days) year++;
  ULONG rest = days - YearStart(year);
  while (MonthStart(year, month) > rest) month--;
  lpSystemTime->wYear = (WORD)year;
  lpSystemTime->wMonth = (WORD)(month + 1);
  lpSystemTime->wDay = (WORD)(rest - MonthStart(year, month) + 1);
  lpSystemTime->wDayOfWeek = (WORD)((days + 1) % 7);
  lpSystemTime->wHour = (WORD)(milliseconds / 3600000);
  lpSystemTime->wMinute = (WORD)(milliseconds / 60000 % 60);
  lpSystemTime->wSecond = (WORD)(milliseconds / 1000 % 60);
  lpSystemTime->wMilliseconds = (WORD)(milliseconds % 1000);
  return TRUE;
}

BOOL WINAPI SystemTimeToFileTime(const SYSTEMTIME *lpSystemTime, LPFILETIME lpFileTime) {
  const SYSTEMTIME *t = lpSystemTime;
  if (t->wYear < 1601 || t->wYear > 30827 || t->wMonth < 1 || t->wMonth > 12 || t->wDay < 1 ||
      t->wDay > MonthStart(t->wYear, t->wMonth) - MonthStart(t->wYear, t->wMonth - 1u) ||
      t->wHour > 23 || t->wMinute > 59 || t->wSecond > 59 || t->wMilliseconds > 999) {
    return BaseResult(STATUS_INVALID_PARAMETER);
  }
  ULONGLONG days = YearStart(t->wYear) + MonthStart(t->wYear, t->wMonth - 1u) + t->wDay - 1u;
  ULONGLONG milliseconds =
      ((t->wHour * 60u + t->wMinute) * 60u + t->wSecond) * 1000u + t->wMilliseconds;
  ULONGLONG ticks = days * DAY + milliseconds * 10000;
  lpFileTime->dwLowDateTime = (DWORD)ticks;
  lpFileTime->dwHighDateTime = (DWORD)(ticks >> 32);
  return TRUE;
}

void WINAPI GetSystemTime(LPSYSTEMTIME lpSystemTime) {
  FILETIME now;
  GetSystemTimeAsFileTime(&now);
  FileTimeToSystemTime(&now, lpSystemTime);
}

void WINAPI GetLocalTime(LPSYSTEMTIME lpSystemTime) { GetSystemTime(lpSystemTime); }

BOOL WINAPI FileTimeToLocalFileTime(const FILETIME *lpFileTime, LPFILETIME lpLocalFileTime) {
  *lpLocalFileTime = *lpFileTime;
  return TRUE;
}

LONG WINAPI CompareFileTime(const FILETIME *lpFileTime1, const FILETIME *lpFileTime2) {
  ULONGLONG left = (ULONGLONG)lpFileTime1->dwHighDateTime << 32 | lpFileTime1->dwLowDateTime;
  ULONGLONG right = (ULONGLONG)lpFileTime2->dwHighDateTime << 32 | lpFileTime2->dwLowDateTime;
  return left < right ? -1 : left > right;
}

DWORD WINAPI GetTimeZoneInformation(LPTIME_ZONE_INFORMATION lpTimeZoneInformation) {
  memset(lpTimeZoneInformation, 0, sizeof(*lpTimeZoneInformation));
  memcpy(lpTimeZoneInformation->StandardName, L"UTC", sizeof(L"UTC"));
  return TIME_ZONE_ID_UNKNOWN;
}
