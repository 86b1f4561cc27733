// SPDX-License-Identifier: MIT
// The parts of a double.
#include "x87.h"

typedef union _BITS {
  double value;
  unsigned long long bits;
} BITS;

#define SIGN 0x8000000000000000ull
#define EXPONENT 0x7ff0000000000000ull

double copysign(double x, double y) {
  BITS size = {x};
  BITS sign = {y};
  size.bits = (size.bits & ~SIGN) | (sign.bits & SIGN);
  return size.value;
}

double modf(double x, double *whole) {
  *whole = trunc(x);
  return isinf(x) ? copysign(0, x) : copysign(x - *whole, x);
}

double frexp(double x, int *exponent) {
  BITS all = {x};
  *exponent = 0;
  if (x == 0 || isnan(x) || isinf(x)) return x;
  if ((all.bits & EXPONENT) == 0) {
    all.value = x * 18014398509481984.0;  // 2^54
    *exponent = -54;
  }
  *exponent += (int)(all.bits >> 52 & 0x7ff) - 1022;
  all.bits = (all.bits & ~EXPONENT) | 0x3fe0000000000000ull;
  return all.value;
}

static X87_BINARY(Scale, CONTROL_EXTENDED, "fld " Y "\nfld " X "\nfscale\nfstp st(1)\n")

double ldexp(double x, int exponent) {
  if (exponent > 4000) exponent = 4000;
  if (exponent < -4000) exponent = -4000;
  return Scale(x, exponent);
}

double fmin(double x, double y) { return isnan(x) || y < x ? y : x; }

double fmax(double x, double y) { return isnan(x) || y > x ? y : x; }

int _isnan(double x) { return isnan(x); }

int _finite(double x) { return isfinite(x); }
