// SPDX-License-Identifier: MIT
#include "stdlib.h"

static char *Convert(unsigned long long value, char *text, unsigned base, int negative) {
  char digits[65];
  int count = 0;
  char *to = text;
  do {
    digits[count++] = "0123456789abcdefghijklmnopqrstuvwxyz"[value % base];
    value /= base;
  } while (value != 0);
  if (negative) *to++ = '-';
  while (count > 0) *to++ = digits[--count];
  *to = '\0';
  return text;
}

// Only base 10 has a sign.
char *_ltoa(long value, char *text, int base) {
  if (base == 10 && value < 0) return Convert(0 - (unsigned long)value, text, 10, 1);
  return Convert((unsigned long)value, text, (unsigned)base, 0);
}

char *_itoa(int value, char *text, int base) { return _ltoa(value, text, base); }

char *itoa(int value, char *text, int base) { return _ltoa(value, text, base); }

char *_ultoa(unsigned long value, char *text, int base) {
  return Convert(value, text, (unsigned)base, 0);
}

char *_i64toa(long long value, char *text, int base) {
  if (base == 10 && value < 0) return Convert(0 - (unsigned long long)value, text, 10, 1);
  return Convert((unsigned long long)value, text, (unsigned)base, 0);
}

char *_ui64toa(unsigned long long value, char *text, int base) {
  return Convert(value, text, (unsigned)base, 0);
}
