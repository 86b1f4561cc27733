// SPDX-License-Identifier: MIT
#include "x87.h"

X87_UNARY(sin, CONTROL_EXTENDED, "fld " X "\nfsin\n")
X87_UNARY(cos, CONTROL_EXTENDED, "fld " X "\nfcos\n")
X87_UNARY(tan, CONTROL_EXTENDED, "fld " X "\nfptan\nfstp st(0)\n")
X87_UNARY(atan, CONTROL_EXTENDED, "fld " X "\nfld1\nfpatan\n")
X87_BINARY(atan2, CONTROL_EXTENDED, "fld " X "\nfld " Y "\nfpatan\n")

// sqrt((1 - x)(1 + x))
#define LEG "fld1\nfsub " X "\nfld1\nfadd " X "\nfmulp st(1), st(0)\nfsqrt\n"
X87_UNARY(asin, CONTROL_EXTENDED, "fld " X "\n" LEG "fpatan\n")
X87_UNARY(acos, CONTROL_EXTENDED, LEG "fld " X "\nfpatan\n")
