// SPDX-License-Identifier: MIT
#include "errno.h"
#include "x87.h"

#define GREATEST 709.8
#define LEAST (-745.2)
#define LOG2_E 1.4426950408889634

static X87_UNARY(Exp, CONTROL_EXTENDED, "fldl2e\nfmul " X "\n" POWER_OF_TWO)
static X87_UNARY(Exp2, CONTROL_EXTENDED, "fld " X "\n" POWER_OF_TWO)
static X87_UNARY(SmallExpm1, CONTROL_EXTENDED, "fldl2e\nfmul " X "\nf2xm1\n")

static double OutOfRange(double x) {
  if (isnan(x)) return x;
  if (!isinf(x)) errno = ERANGE;
  return x > 0 ? HUGE_VAL : 0.0;
}

double exp(double x) { return x < GREATEST && x > LEAST ? Exp(x) : OutOfRange(x); }

double exp2(double x) {
  return x < GREATEST * LOG2_E && x > LEAST * LOG2_E ? Exp2(x) : OutOfRange(x);
}

double expm1(double x) { return fabs(x) < 0.5 ? SmallExpm1(x) : exp(x) - 1; }
