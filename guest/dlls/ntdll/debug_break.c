// SPDX-License-Identifier: MIT
#include "rtlp.h"

NAKED void NTAPI DbgBreakPoint(void) { __asm__("int3\nret\n"); }
