// SPDX-License-Identifier: MIT
#include "../start/thread_data.h"
#include "calendar.h"
#include "time.h"

#define DAY 86400

_Static_assert(sizeof(struct tm) == sizeof(((_ptiddata)0)->_gmtimebuf), "");

// Times before 1970 are not valid, as in msvcrt.
struct tm *gmtime(const time_t *time) {
  struct tm *result = (struct tm *)_getptd()->_gmtimebuf;
  long year;
  if (*time < 0) return NULL;
  long days = *time / DAY;
  int rest = (int)(*time % DAY);
  _date_from_days(days, &year, &result->tm_mon, &result->tm_mday, &result->tm_yday);
  result->tm_year = (int)year - 1900;
  result->tm_wday = (int)((days + 4) % 7);
  result->tm_hour = rest / 3600;
  result->tm_min = rest / 60 % 60;
  result->tm_sec = rest % 60;
  result->tm_isdst = 0;
  return result;
}

struct tm *localtime(const time_t *time) { return gmtime(time); }
