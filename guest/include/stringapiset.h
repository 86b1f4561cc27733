// SPDX-License-Identifier: MIT
// Code pages. Source: MSDN.
#pragma once

#include "minwinbase.h"

#define CP_ACP 0
#define CP_OEMCP 1
#define CP_UTF8 65001

WINBASEAPI int WINAPI MultiByteToWideChar(UINT CodePage, DWORD dwFlags, LPCSTR lpMultiByteStr,
    int cbMultiByte, LPWSTR lpWideCharStr, int cchWideChar);
WINBASEAPI int WINAPI WideCharToMultiByte(UINT CodePage, DWORD dwFlags, LPCWSTR lpWideCharStr,
    int cchWideChar, LPSTR lpMultiByteStr, int cbMultiByte, LPCSTR lpDefaultChar,
    BOOL *lpUsedDefaultChar);
WINBASEAPI UINT WINAPI GetACP(void);
