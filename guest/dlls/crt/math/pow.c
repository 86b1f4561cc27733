// SPDX-License-Identifier: MIT
#include "errno.h"
#include "x87.h"

// 2^(y log2 x) for x > 0.
static X87_BINARY(Power, CONTROL_EXTENDED, "fld " Y "\nfld " X "\nfyl2x\n" POWER_OF_TWO)

static int IsOdd(double y) { return fabs(y) < 9007199254740992.0 && fmod(y, 2) != 0; }

static double Range(double result) {
  errno = ERANGE;
  return result;
}

double pow(double x, double y) {
  if (y == 0 || x == 1) return 1;
  if (isnan(x) || isnan(y)) return x + y;
  if (isinf(y)) {
    double size = fabs(x);
    if (size == 1) return 1;
    return (size > 1) == (y > 0) ? HUGE_VAL : 0.0;
  }
  int whole = floor(y) == y;
  double sign = whole && IsOdd(y) && signbit(x) ? -1 : 1;
  if (x == 0 || isinf(x)) {
    if ((x == 0) == (y > 0)) return sign * 0.0;
    return x == 0 ? Range(sign * HUGE_VAL) : sign * HUGE_VAL;
  }
  if (x < 0 && !whole) {
    errno = EDOM;
    return -NAN;
  }
  double size = fabs(x);
  double power = y * log2(size);
  if (power > 1025) return Range(sign * HUGE_VAL);
  if (power < -1080) return Range(sign * 0.0);
  return sign * Power(size, y);
}

// One step of Newton's method makes up for 1/3 being rounded.
double cbrt(double x) {
  if (x == 0 || isnan(x) || isinf(x)) return x;
  double size = fabs(x);
  double root = Power(size, 1.0 / 3);
  root -= (root * root * root - size) / (3 * root * root);
  return x < 0 ? -root : root;
}
