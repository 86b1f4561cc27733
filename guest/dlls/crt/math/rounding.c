// SPDX-License-Identifier: MIT
#include "x87.h"

X87_UNARY(floor, CONTROL_DOWN, "fld " X "\nfrndint\n")
X87_UNARY(ceil, CONTROL_UP, "fld " X "\nfrndint\n")
X87_UNARY(trunc, CONTROL_TRUNCATE, "fld " X "\nfrndint\n")
X87_UNARY(rint, CONTROL_EXTENDED, "fld " X "\nfrndint\n")

// Halves away from zero.
double round(double x) {
  double whole = trunc(x);
  if (fabs(x - whole) >= 0.5) whole += copysign(1, x);
  return copysign(whole, x);
}

long lround(double x) { return (long)round(x); }
