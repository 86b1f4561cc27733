// SPDX-License-Identifier: MIT
#include "calendar.h"

static const short DaysBefore[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};

static int IsLeap(long year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

static int MonthStart(long year, int month) {
  return DaysBefore[month] + (month > 1 && IsLeap(year) ? 1 : 0);
}

// Leap days before the year, counted from year 1.
static long LeapDays(long year) {
  long last = year - 1;
  return last / 4 - last / 100 + last / 400;
}

long _days_from_date(long year, int month, int day) {
  return (year - 1970) * 365 + LeapDays(year) - LeapDays(1970) + MonthStart(year, month) + day - 1;
}

void _date_from_days(long days, long *year, int *month, int *day, int *day_of_year) {
  long y = 1970 + days / 366;
  while (_days_from_date(y + 1, 0, 1) <= days) y++;
  *day_of_year = (int)(days - _days_from_date(y, 0, 1));
  *year = y;
  for (*month = 11; MonthStart(y, *month) > *day_of_year;) (*month)--;
  *day = *day_of_year - MonthStart(y, *month) + 1;
}
