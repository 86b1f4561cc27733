// SPDX-License-Identifier: MIT
// The "C" locale. Source: ISO C, "The strftime function"; %c and %x are msvcrt's MM/DD/YY.
#include "names.h"
#include "stdio.h"
#include "string.h"
#include "time.h"

typedef struct _TEXT {
  char *to;
  size_t size, length;
} TEXT;

static void Add(TEXT *text, const char *part) {
  for (; *part != '\0'; part++) {
    if (text->length < text->size) text->to[text->length] = *part;
    text->length++;
  }
}

static void AddNumber(TEXT *text, int value, int width) {
  char digits[16];
  snprintf(digits, sizeof(digits), "%0*d", width, value);
  Add(text, digits);
}

static void AddShort(TEXT *text, const char *name) {
  char part[4] = {name[0], name[1], name[2], '\0'};
  Add(text, part);
}

static void AddConversion(TEXT *text, char conversion, int plain, const struct tm *time);

static void AddAll(TEXT *text, const char *format, const struct tm *time) {
  for (; *format != '\0'; format++) {
    char one[2] = {*format, '\0'};
    if (*format != '%' || format[1] == '\0') {
      Add(text, one);
      continue;
    }
    format++;
    int plain = *format == '#' && format[1] != '\0';
    if (plain) format++;
    AddConversion(text, *format, plain, time);
  }
}

static void AddConversion(TEXT *text, char conversion, int plain, const struct tm *time) {
  int two = plain ? 1 : 2;
  int hour = time->tm_hour % 12 != 0 ? time->tm_hour % 12 : 12;
  int monday = (time->tm_wday + 6) % 7;
  switch (conversion) {
    case 'a': AddShort(text, _day_names[time->tm_wday]); break;
    case 'A': Add(text, _day_names[time->tm_wday]); break;
    case 'b': case 'h': AddShort(text, _month_names[time->tm_mon]); break;
    case 'B': Add(text, _month_names[time->tm_mon]); break;
    case 'c': AddAll(text, "%m/%d/%y %H:%M:%S", time); break;
    case 'd': AddNumber(text, time->tm_mday, two); break;
    case 'D': AddAll(text, "%m/%d/%y", time); break;
    case 'F': AddAll(text, "%Y-%m-%d", time); break;
    case 'H': AddNumber(text, time->tm_hour, two); break;
    case 'I': AddNumber(text, hour, two); break;
    case 'j': AddNumber(text, time->tm_yday + 1, plain ? 1 : 3); break;
    case 'm': AddNumber(text, time->tm_mon + 1, two); break;
    case 'M': AddNumber(text, time->tm_min, two); break;
    case 'p': Add(text, time->tm_hour < 12 ? "AM" : "PM"); break;
    case 'S': AddNumber(text, time->tm_sec, two); break;
    case 'T': AddAll(text, "%H:%M:%S", time); break;
    case 'U': AddNumber(text, (time->tm_yday + 7 - time->tm_wday) / 7, two); break;
    case 'w': AddNumber(text, time->tm_wday, 1); break;
    case 'W': AddNumber(text, (time->tm_yday + 7 - monday) / 7, two); break;
    case 'x': AddAll(text, "%m/%d/%y", time); break;
    case 'X': AddAll(text, "%H:%M:%S", time); break;
    case 'y': AddNumber(text, time->tm_year % 100, two); break;
    case 'Y': AddNumber(text, time->tm_year + 1900, plain ? 1 : 4); break;
    case 'z': Add(text, "+0000"); break;
    case 'Z': Add(text, "UTC"); break;
    case '%': Add(text, "%"); break;
  }
}

// 0 if text and NUL do not fit.
size_t strftime(char *text, size_t size, const char *format, const struct tm *time) {
  TEXT out = {text, size, 0};
  AddAll(&out, format, time);
  if (out.length >= size) return 0;
  text[out.length] = '\0';
  return out.length;
}
