// SPDX-License-Identifier: MIT
#include "x87.h"

X87_UNARY(sqrt, CONTROL_DOUBLE, "fld " X "\nfsqrt\n")
X87_UNARY(fabs, CONTROL_EXTENDED, "fld " X "\nfabs\n")
X87_BINARY(hypot, CONTROL_EXTENDED,
           "fld " X "\nfmul st(0), st(0)\nfld " Y "\nfmul st(0), st(0)\n"
           "faddp st(1), st(0)\nfsqrt\n")
