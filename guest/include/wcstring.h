// SPDX-License-Identifier: MIT
// The wide strings that both string.h and wchar.h declare.
#pragma once

#include "crtdefs.h"

_CRT_BEGIN_C_HEADER

size_t wcslen(const wchar_t *text);
wchar_t *wcscpy(wchar_t *destination, const wchar_t *source);
wchar_t *wcsncpy(wchar_t *destination, const wchar_t *source, size_t size);
wchar_t *wcscat(wchar_t *destination, const wchar_t *source);
wchar_t *wcsncat(wchar_t *destination, const wchar_t *source, size_t size);
int wcscmp(const wchar_t *left, const wchar_t *right);
int wcsncmp(const wchar_t *left, const wchar_t *right, size_t size);
int _wcsicmp(const wchar_t *left, const wchar_t *right);
int _wcsnicmp(const wchar_t *left, const wchar_t *right, size_t size);
wchar_t *wcschr(const wchar_t *text, wchar_t character);
wchar_t *wcsrchr(const wchar_t *text, wchar_t character);
wchar_t *wcsstr(const wchar_t *text, const wchar_t *part);
wchar_t *_wcsdup(const wchar_t *text);

_CRT_END_C_HEADER
