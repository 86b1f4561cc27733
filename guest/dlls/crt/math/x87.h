// SPDX-License-Identifier: MIT
// Functions of one or two doubles in x87 code. Inside a body X and Y are the parameters; 64-bit
// precision holds unless another control word is named; the result is rounded to a double.
#pragma once

#include "math.h"

#define CONTROL_EXTENDED "0x37f"
#define CONTROL_DOUBLE "0x27f"
#define CONTROL_DOWN "0x77f"
#define CONTROL_UP "0xb7f"
#define CONTROL_TRUNCATE "0xf7f"

#define X "qword ptr [esp + 12]"
#define Y "qword ptr [esp + 20]"

#define X87_BODY(control, body)                    \
  __asm__(".intel_syntax noprefix\n"               \
          "sub esp, 8\n"                           \
          "fnstcw word ptr [esp]\n"                \
          "mov word ptr [esp + 4], " control "\n"  \
          "fldcw word ptr [esp + 4]\n" body        \
          "fldcw word ptr [esp]\n"                 \
          "fstp " X "\n"                           \
          "fld " X "\n"                            \
          "add esp, 8\n"                           \
          "ret\n"                                  \
          ".att_syntax\n")

#define X87_UNARY(name, control, body) \
  __attribute__((naked, noinline)) double name(double x) { X87_BODY(control, body); }

#define X87_BINARY(name, control, body) \
  __attribute__((naked, noinline)) double name(double x, double y) { X87_BODY(control, body); }

// st(0) = 2^st(0), for |st(0)| < 16384.
#define POWER_OF_TWO   \
  "fld st(0)\n"        \
  "frndint\n"          \
  "fsub st(1), st(0)\n" \
  "fxch st(1)\n"       \
  "f2xm1\n"            \
  "fld1\n"             \
  "faddp st(1), st(0)\n" \
  "fscale\n"           \
  "fstp st(1)\n"
