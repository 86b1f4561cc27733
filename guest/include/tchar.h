// SPDX-License-Identifier: MIT
// Names of the run-time library for TCHAR: char, or wchar_t with _UNICODE. Source: MSDN, "Generic-Text Mappings".
#pragma once

#include "ctype.h"
#include "stdio.h"
#include "stdlib.h"
#include "string.h"

#ifdef _UNICODE
#define _TCHAR_NAME(narrow, wide) wide
typedef wchar_t _TCHAR, TCHAR, _TUCHAR, _TSCHAR, _TXCHAR;
#define __T(text) L##text
#else
#define _TCHAR_NAME(narrow, wide) narrow
typedef char _TCHAR, TCHAR, _TSCHAR, _TXCHAR;
typedef unsigned char _TUCHAR;
#define __T(text) text
#endif
#define _T(text) __T(text)
#define _TEXT(text) __T(text)
typedef int _TINT;

#define _tmain _TCHAR_NAME(main, wmain)
#define _tprintf _TCHAR_NAME(printf, wprintf)
#define _ftprintf _TCHAR_NAME(fprintf, fwprintf)
#define _sntprintf _TCHAR_NAME(_snprintf, _snwprintf)
#define _fputts _TCHAR_NAME(fputs, fputws)
#define _putts _TCHAR_NAME(puts, _putws)
#define _tcscat _TCHAR_NAME(strcat, wcscat)
#define _tcscat_s _TCHAR_NAME(strcat_s, wcscat_s)
#define _tcschr _TCHAR_NAME(strchr, wcschr)
#define _tcscmp _TCHAR_NAME(strcmp, wcscmp)
#define _tcscpy _TCHAR_NAME(strcpy, wcscpy)
#define _tcscpy_s _TCHAR_NAME(strcpy_s, wcscpy_s)
#define _tcsicmp _TCHAR_NAME(_stricmp, _wcsicmp)
#define _tcslen _TCHAR_NAME(strlen, wcslen)
#define _tcsncmp _TCHAR_NAME(strncmp, wcsncmp)
#define _tcsncpy _TCHAR_NAME(strncpy, wcsncpy)
#define _tcsrchr _TCHAR_NAME(strrchr, wcsrchr)
#define _tcsstr _TCHAR_NAME(strstr, wcsstr)
