// SPDX-License-Identifier: MIT
// The local time zone is UTC. Source: ISO C, MSDN.
#pragma once

#include "crtdefs.h"

_CRT_BEGIN_C_HEADER

typedef long clock_t;
#define CLOCKS_PER_SEC 1000
#define CLK_TCK CLOCKS_PER_SEC

struct tm {
  int tm_sec, tm_min, tm_hour, tm_mday, tm_mon, tm_year, tm_wday, tm_yday, tm_isdst;
};

time_t time(time_t *now);
__time64_t _time64(__time64_t *now);
clock_t clock(void);
double difftime(time_t later, time_t earlier);
struct tm *gmtime(const time_t *time);
struct tm *localtime(const time_t *time);
time_t mktime(struct tm *time);
char *asctime(const struct tm *time);
char *ctime(const time_t *time);
size_t strftime(char *text, size_t size, const char *format, const struct tm *time);


errno_t localtime_s(struct tm *result, const time_t *time);
errno_t gmtime_s(struct tm *result, const time_t *time);

_CRT_END_C_HEADER
