// SPDX-License-Identifier: MIT
#include "calendar.h"
#include "time.h"

// Members may be out of range; they are made normal.
time_t mktime(struct tm *time) {
  long long months = (long long)time->tm_year * 12 + time->tm_mon;
  long year = (long)(months / 12) + 1900;
  int month = (int)(months % 12);
  if (month < 0) {
    month += 12;
    year--;
  }
  if (year < 1 || year > 9999) return -1;
  long long seconds = ((long long)_days_from_date(year, month, 1) + time->tm_mday - 1) * 86400;
  seconds += (long long)time->tm_hour * 3600 + (long long)time->tm_min * 60 + time->tm_sec;
  if (seconds < 0 || seconds > 0x7fffffff) return -1;
  time_t result = (time_t)seconds;
  *time = *gmtime(&result);
  return result;
}

double difftime(time_t later, time_t earlier) { return (double)later - (double)earlier; }
