// SPDX-License-Identifier: MIT
// Error codes and exceptions. Source: MSDN.
#pragma once

#include "minwinbase.h"

typedef LONG (WINAPI *LPTOP_LEVEL_EXCEPTION_FILTER)(PEXCEPTION_POINTERS ExceptionInfo);

#define SEM_FAILCRITICALERRORS 0x0001
#define SEM_NOGPFAULTERRORBOX 0x0002

WINBASEFORWARD DWORD WINAPI GetLastError(void);
WINBASEFORWARD void WINAPI SetLastError(DWORD dwErrCode);
WINBASEAPI UINT WINAPI SetErrorMode(UINT uMode);
WINBASEAPI LPTOP_LEVEL_EXCEPTION_FILTER WINAPI SetUnhandledExceptionFilter(
    LPTOP_LEVEL_EXCEPTION_FILTER lpTopLevelExceptionFilter);
WINBASEAPI LONG WINAPI UnhandledExceptionFilter(PEXCEPTION_POINTERS ExceptionInfo);
WINBASEAPI void WINAPI RaiseException(DWORD dwExceptionCode, DWORD dwExceptionFlags,
    DWORD nNumberOfArguments, const ULONG_PTR *lpArguments);
WINBASEFORWARD PVOID WINAPI AddVectoredExceptionHandler(ULONG First,
    PVECTORED_EXCEPTION_HANDLER Handler);
WINBASEFORWARD ULONG WINAPI RemoveVectoredExceptionHandler(PVOID Handle);
