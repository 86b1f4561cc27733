// SPDX-License-Identifier: MIT
// Days and dates of the Gregorian calendar.
#pragma once

// Days from 1970-01-01 to the day; month 0 to 11.
long _days_from_date(long year, int month, int day);
// From days since 1970-01-01.
void _date_from_days(long days, long *year, int *month, int *day, int *day_of_year);
