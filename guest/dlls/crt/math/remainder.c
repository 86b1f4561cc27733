// SPDX-License-Identifier: MIT
#include "x87.h"

// FPREM leaves C2 (bit 10 of the status word) set until the reduction is complete.
X87_BINARY(fmod, CONTROL_EXTENDED,
           "fld " Y "\nfld " X "\n"
           "1:\nfprem\nfnstsw ax\ntest ah, 4\njnz 1b\n"
           "fstp st(1)\n")
