// SPDX-License-Identifier: MIT
#include "ctype.h"
#include "errno.h"
#include "stdlib.h"

typedef struct _PARSED {
  unsigned long long magnitude;
  int negative, overflow;
} PARSED;

static int DigitValue(int c) {
  if (isdigit(c)) return c - '0';
  if (isalpha(c)) return toupper(c) - 'A' + 10;
  return 36;
}

static PARSED Parse(const char *text, char **end, int base, unsigned long long limit) {
  PARSED parsed = {0, 0, 0};
  const char *p = text;
  while (isspace((unsigned char)*p)) p++;
  parsed.negative = *p == '-';
  if (*p == '-' || *p == '+') p++;
  if ((base == 0 || base == 16) && p[0] == '0' && (p[1] == 'x' || p[1] == 'X') &&
      DigitValue((unsigned char)p[2]) < 16) {
    p += 2;
    base = 16;
  }
  if (base == 0) base = *p == '0' ? 8 : 10;
  const char *first = p;
  for (; DigitValue((unsigned char)*p) < base; p++) {
    unsigned digit = (unsigned)DigitValue((unsigned char)*p);
    if (parsed.magnitude > (limit - digit) / (unsigned)base) parsed.overflow = 1;
    parsed.magnitude = parsed.magnitude * (unsigned)base + digit;
  }
  if (end != NULL) *end = (char *)(p == first ? text : p);
  return parsed;
}

long strtol(const char *text, char **end, int base) {
  PARSED parsed = Parse(text, end, base, 0xffffffff);
  if (parsed.overflow || parsed.magnitude > 0x7fffffffull + (unsigned)parsed.negative) {
    errno = ERANGE;
    return parsed.negative ? -0x7fffffffL - 1 : 0x7fffffffL;
  }
  return (long)(parsed.negative ? 0 - (unsigned long)parsed.magnitude : (unsigned long)parsed.magnitude);
}

unsigned long strtoul(const char *text, char **end, int base) {
  PARSED parsed = Parse(text, end, base, 0xffffffff);
  if (parsed.overflow) {
    errno = ERANGE;
    return 0xffffffff;
  }
  return parsed.negative ? 0 - (unsigned long)parsed.magnitude : (unsigned long)parsed.magnitude;
}

long long strtoll(const char *text, char **end, int base) {
  PARSED parsed = Parse(text, end, base, ~0ull);
  if (parsed.overflow || parsed.magnitude > 0x7fffffffffffffffull + (unsigned)parsed.negative) {
    errno = ERANGE;
    return parsed.negative ? -0x7fffffffffffffffLL - 1 : 0x7fffffffffffffffLL;
  }
  return (long long)(parsed.negative ? 0 - parsed.magnitude : parsed.magnitude);
}

unsigned long long strtoull(const char *text, char **end, int base) {
  PARSED parsed = Parse(text, end, base, ~0ull);
  if (parsed.overflow) {
    errno = ERANGE;
    return ~0ull;
  }
  return parsed.negative ? 0 - parsed.magnitude : parsed.magnitude;
}

long long _strtoi64(const char *text, char **end, int base) { return strtoll(text, end, base); }

unsigned long long _strtoui64(const char *text, char **end, int base) {
  return strtoull(text, end, base);
}

int atoi(const char *text) { return (int)strtol(text, NULL, 10); }

long atol(const char *text) { return strtol(text, NULL, 10); }

long long atoll(const char *text) { return strtoll(text, NULL, 10); }

long long _atoi64(const char *text) { return strtoll(text, NULL, 10); }
