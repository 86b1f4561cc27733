// SPDX-License-Identifier: MIT
#include "x87.h"

X87_UNARY(log, CONTROL_EXTENDED, "fldln2\nfld " X "\nfyl2x\n")
X87_UNARY(log10, CONTROL_EXTENDED, "fldlg2\nfld " X "\nfyl2x\n")
X87_UNARY(log2, CONTROL_EXTENDED, "fld1\nfld " X "\nfyl2x\n")
static X87_UNARY(SmallLog1p, CONTROL_EXTENDED, "fldln2\nfld " X "\nfyl2xp1\n")
static X87_UNARY(LargeLog1p, CONTROL_EXTENDED, "fldln2\nfld1\nfadd " X "\nfyl2x\n")

// fyl2xp1 is defined up to 1 - sqrt(1/2).
double log1p(double x) { return fabs(x) < 0.29 ? SmallLog1p(x) : LargeLog1p(x); }
