// SPDX-License-Identifier: MIT
// Threads that use the C run-time library. Source: MSDN.
#pragma once

#include "crtdefs.h"

_CRT_BEGIN_C_HEADER

uintptr_t _beginthread(void (__cdecl *start)(void *), unsigned stack_size, void *argument);
void _endthread(void);
uintptr_t _beginthreadex(void *security, unsigned stack_size,
    unsigned (__stdcall *start)(void *), void *argument, unsigned flags, unsigned *thread_id);
void _endthreadex(unsigned code);
int _getpid(void);

_CRT_END_C_HEADER
