// SPDX-License-Identifier: MIT
// Code pages 1252 (the ANSI one) and UTF-8.
#include "base.h"

// 1252 at 80h to 9fh; the rest is Latin 1. Source: the Unicode consortium's CP1252.TXT.
static const WCHAR Windows1252[32] = {
    0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160,
    0x2039, 0x152,  0x8d,   0x17d,  0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e, 0x178,
};

#define REPLACEMENT 0xfffd

static ULONG Decode1252(const UCHAR *text, int left, int *used) {
  *used = 1;
  return *text >= 0x80 && *text < 0xa0 ? Windows1252[*text - 0x80] : *text;
}

static ULONG DecodeUtf8(const UCHAR *text, int left, int *used) {
  static const ULONG Least[] = {0, 0, 0x80, 0x800, 0x10000};
  int size = *text < 0x80 ? 1 : *text >= 0xf0 ? 4 : *text >= 0xe0 ? 3 : *text >= 0xc2 ? 2 : 0;
  ULONG c = size == 1 ? *text : *text & (0x7fu >> size);
  *used = 1;
  if (size == 0 || size > left || *text > 0xf4) return REPLACEMENT;
  for (int i = 1; i < size; i++) {
    if ((text[i] & 0xc0) != 0x80) return REPLACEMENT;
    c = c << 6 | (text[i] & 0x3f);
  }
  if (c < Least[size] || c > 0x10ffff || (c >= 0xd800 && c < 0xe000)) return REPLACEMENT;
  *used = size;
  return c;
}

static int Encode1252(ULONG c, UCHAR *to, BOOL *lost) {
  *to = (UCHAR)c;
  if (c < 0x80 || (c >= 0xa0 && c < 0x100)) return 1;
  for (ULONG i = 0; i < 32; i++) {
    if (Windows1252[i] == c) {
      *to = (UCHAR)(0x80 + i);
      return 1;
    }
  }
  *lost = TRUE;
  return 1;
}

static int EncodeUtf8(ULONG c, UCHAR *to, BOOL *lost) {
  int size = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  for (int i = size - 1; i > 0; i--, c >>= 6) to[i] = (UCHAR)(0x80 | (c & 0x3f));
  to[0] = size == 1 ? (UCHAR)c : (UCHAR)(0xf00 >> size | c);
  return size;
}

static BOOL Check(UINT CodePage, LPCVOID from, LPCVOID to, int size) {
  if (from != NULL && size >= 0 && (size == 0 || to != NULL) &&
      (CodePage == CP_ACP || CodePage == CP_OEMCP || CodePage == 1252 || CodePage == CP_UTF8)) {
    return TRUE;
  }
  RtlSetLastWin32Error(ERROR_INVALID_PARAMETER);
  return FALSE;
}

// Characters; with the NUL if the input had it. Size 0 asks for the size.
int WINAPI MultiByteToWideChar(UINT CodePage, DWORD dwFlags, LPCSTR lpMultiByteStr, int cbMultiByte,
                               LPWSTR lpWideCharStr, int cchWideChar) {
  int length = 0;
  if (!Check(CodePage, lpMultiByteStr, lpWideCharStr, cchWideChar)) return 0;
  if (cbMultiByte < 0) cbMultiByte = (int)strlen(lpMultiByteStr) + 1;
  while (cbMultiByte > 0) {
    int used;
    ULONG c = (CodePage == CP_UTF8 ? DecodeUtf8 : Decode1252)((const UCHAR *)lpMultiByteStr,
                                                              cbMultiByte, &used);
    WCHAR units[2] = {(WCHAR)c, 0};
    int count = 1;
    if (c >= 0x10000) {
      units[0] = (WCHAR)(0xd800 + ((c - 0x10000) >> 10));
      units[1] = (WCHAR)(0xdc00 + ((c - 0x10000) & 0x3ff));
      count = 2;
    }
    if (cchWideChar != 0 && length + count > cchWideChar) {
      RtlSetLastWin32Error(ERROR_INSUFFICIENT_BUFFER);
      return 0;
    }
    for (int i = 0; i < count && cchWideChar != 0; i++) lpWideCharStr[length + i] = units[i];
    length += count;
    lpMultiByteStr += used;
    cbMultiByte -= used;
  }
  return length;
}

int WINAPI WideCharToMultiByte(UINT CodePage, DWORD dwFlags, LPCWSTR lpWideCharStr, int cchWideChar,
                               LPSTR lpMultiByteStr, int cbMultiByte, LPCSTR lpDefaultChar,
                               BOOL *lpUsedDefaultChar) {
  int length = 0;
  if (lpUsedDefaultChar != NULL) *lpUsedDefaultChar = FALSE;
  if (!Check(CodePage, lpWideCharStr, lpMultiByteStr, cbMultiByte)) return 0;
  if (cchWideChar < 0) cchWideChar = (int)wcslen(lpWideCharStr) + 1;
  for (int i = 0; i < cchWideChar; i++) {
    UCHAR bytes[4];
    BOOL lost = FALSE;
    ULONG c = lpWideCharStr[i];
    if (c >= 0xd800 && c < 0xdc00 && i + 1 < cchWideChar && lpWideCharStr[i + 1] >= 0xdc00 &&
        lpWideCharStr[i + 1] < 0xe000) {
      c = 0x10000 + ((c & 0x3ff) << 10 | (lpWideCharStr[++i] & 0x3ffu));
    } else if (c >= 0xd800 && c < 0xe000) {
      c = REPLACEMENT;
    }
    int count = (CodePage == CP_UTF8 ? EncodeUtf8 : Encode1252)(c, bytes, &lost);
    if (lost) {
      bytes[0] = lpDefaultChar != NULL ? (UCHAR)*lpDefaultChar : '?';
      if (lpUsedDefaultChar != NULL) *lpUsedDefaultChar = TRUE;
    }
    if (cbMultiByte != 0 && length + count > cbMultiByte) {
      RtlSetLastWin32Error(ERROR_INSUFFICIENT_BUFFER);
      return 0;
    }
    if (cbMultiByte != 0) memcpy(lpMultiByteStr + length, bytes, (SIZE_T)count);
    length += count;
  }
  return length;
}

UINT WINAPI GetACP(void) { return 1252; }
