// SPDX-License-Identifier: MIT
// longjmp unwinds the frames that it leaves: their __finally blocks run.
#pragma once

#include "crtdefs.h"

_CRT_BEGIN_C_HEADER

// Ebp, Ebx, Edi, Esi, Esp, Eip, Registration, TryLevel and room.
#define _JBLEN 16
typedef int jmp_buf[_JBLEN];

__attribute__((returns_twice)) int _setjmp(jmp_buf environment);
__declspec(noreturn) void longjmp(jmp_buf environment, int value);
#define setjmp(environment) _setjmp(environment)

_CRT_END_C_HEADER
