// SPDX-License-Identifier: MIT
#include "../start/thread_data.h"
#include "names.h"
#include "stdio.h"
#include "time.h"

char *asctime(const struct tm *time) {
  char *text = _getptd()->_asctimebuf;
  snprintf(text, sizeof(_getptd()->_asctimebuf), "%.3s %.3s %02d %02d:%02d:%02d %d\n",
           _day_names[time->tm_wday % 7], _month_names[time->tm_mon % 12], time->tm_mday,
           time->tm_hour, time->tm_min, time->tm_sec, time->tm_year + 1900);
  return text;
}

char *ctime(const time_t *time) {
  const struct tm *parts = localtime(time);
  return parts != NULL ? asctime(parts) : NULL;
}
