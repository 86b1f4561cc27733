// SPDX-License-Identifier: MIT
// Strings with counts of characters (the ANSI forms). Source: MSDN, "Strsafe.h functions".
#pragma once

#include "crtdefs.h"
#include "stdarg.h"
#include "stddef.h"
#include "windows.h"

#define STRSAFE_E_INSUFFICIENT_BUFFER ((HRESULT)0x8007007a)
#define STRSAFE_E_INVALID_PARAMETER ((HRESULT)0x80070057)

_CRT_BEGIN_C_HEADER

HRESULT StringCchLengthA(LPCSTR text, size_t size, size_t *length);
HRESULT StringCchCopyA(LPSTR destination, size_t size, LPCSTR source);
HRESULT StringCchCatA(LPSTR destination, size_t size, LPCSTR source);
HRESULT StringCchPrintfA(LPSTR destination, size_t size, LPCSTR format, ...);
HRESULT StringCchVPrintfA(LPSTR destination, size_t size, LPCSTR format, va_list arguments);

_CRT_END_C_HEADER

#define StringCchLength NAME_AW(StringCchLength)
#define StringCchCopy NAME_AW(StringCchCopy)
#define StringCchCat NAME_AW(StringCchCat)
#define StringCchPrintf NAME_AW(StringCchPrintf)
