// SPDX-License-Identifier: MIT
// The compiler refers to _fltused when floating point is used; the object brings the conversions of
// the printf and scanf families with it.
#include "input.h"
#include "output.h"

int _fltused = 0x9875;

FLOAT_CONVERSION _put_double;
FLOAT_INPUT _store_double;

static FLOAT_CONVERSION *const output __attribute__((section(".CRT$FPM"), used)) = _put_double;
static FLOAT_INPUT *const input __attribute__((section(".CRT$FSM"), used)) = _store_double;
