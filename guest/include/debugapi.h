// SPDX-License-Identifier: MIT
// For debuggers. Source: MSDN.
#pragma once

#include "minwinbase.h"

#define DBG_PRINTEXCEPTION_C 0x40010006

WINBASEAPI BOOL WINAPI IsDebuggerPresent(void);
WINBASEFORWARD void WINAPI DebugBreak(void);
WINBASEAPI void WINAPI OutputDebugStringA(LPCSTR lpOutputString);
WINBASEAPI void WINAPI OutputDebugStringW(LPCWSTR lpOutputString);

#define OutputDebugString NAME_AW(OutputDebugString)
