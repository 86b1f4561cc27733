// SPDX-License-Identifier: MIT
#include "ctype.h"
#include "decimal.h"
#include "errno.h"
#include "stdlib.h"

#define MOST_EXPONENT 99999

static double MakeDouble(unsigned long long bits) {
  union {
    unsigned long long bits;
    double value;
  } all = {bits};
  return all.value;
}

// A value of either format is one of the wider format.
static double FromBinary(BINARY binary) {
  if (binary.overflow) {
    errno = ERANGE;
    return MakeDouble(0x7ff0000000000000ull);
  }
  if (binary.underflow) errno = ERANGE;
  if (binary.mantissa == 0) return 0;
  while (binary.mantissa >> 52 == 0 && binary.exponent > -1074) binary.mantissa <<= 1, binary.exponent--;
  if (binary.mantissa >> 52 == 0) return MakeDouble(binary.mantissa);
  return MakeDouble((binary.mantissa & 0xfffffffffffffull) |
                    (unsigned long long)(binary.exponent + 1075) << 52);
}

static const char *ReadExponent(const char *text, int *exponent) {
  const char *p = text;
  if ((*p | 0x20) != 'e' && (*p | 0x20) != 'd') return text;
  p++;
  int negative = *p == '-';
  int value = 0;
  if (*p == '-' || *p == '+') p++;
  if (!isdigit((unsigned char)*p)) return text;
  for (; isdigit((unsigned char)*p); p++) {
    if (value < MOST_EXPONENT) value = value * 10 + *p - '0';
  }
  *exponent = negative ? -value : value;
  return p;
}

double _read_double(const char *text, const char **end, const BINARY_FORMAT *format) {
  unsigned char digits[800];
  int count = 0;
  int point = 0;
  int sticky = 0;
  int seen = 0;
  int after_point = 0;
  int exponent = 0;
  const char *p = text;
  while (isspace((unsigned char)*p)) p++;
  int negative = *p == '-';
  if (*p == '-' || *p == '+') p++;
  for (;; p++) {
    if (*p == '.' && !after_point) {
      after_point = 1;
      continue;
    }
    if (!isdigit((unsigned char)*p)) break;
    seen = 1;
    if (count == 0 && *p == '0') {
      point -= after_point;
    } else {
      point += !after_point;
      if (count < (int)sizeof(digits)) {
        digits[count++] = (unsigned char)(*p - '0');
      } else if (*p != '0') {
        sticky = 1;
      }
    }
  }
  if (!seen) {
    *end = text;
    return 0;
  }
  p = ReadExponent(p, &exponent);
  *end = p;
  double value = FromBinary(_binary_from_decimal(digits, count, point + exponent, sticky, format));
  return negative ? -value : value;
}

double strtod(const char *text, char **end) {
  const char *stop;
  double value = _read_double(text, &stop, &_double_format);
  if (end != NULL) *end = (char *)stop;
  return value;
}

long double strtold(const char *text, char **end) { return strtod(text, end); }

double atof(const char *text) { return strtod(text, NULL); }
