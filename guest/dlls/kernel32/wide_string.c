// SPDX-License-Identifier: MIT
#include "base.h"

LPWSTR WINAPI lstrcpyW(LPWSTR lpString1, LPCWSTR lpString2) {
  memcpy(lpString1, lpString2, (wcslen(lpString2) + 1) * sizeof(WCHAR));
  return lpString1;
}

LPWSTR WINAPI lstrcatW(LPWSTR lpString1, LPCWSTR lpString2) {
  lstrcpyW(lpString1 + wcslen(lpString1), lpString2);
  return lpString1;
}

static int Compare(LPCWSTR left, LPCWSTR right, BOOLEAN ignore_case) {
  UNICODE_STRING a;
  UNICODE_STRING b;
  RtlInitUnicodeString(&a, left);
  RtlInitUnicodeString(&b, right);
  LONG order = RtlCompareUnicodeString(&a, &b, ignore_case);
  return order < 0 ? -1 : order > 0;
}

int WINAPI lstrcmpW(LPCWSTR lpString1, LPCWSTR lpString2) {
  return Compare(lpString1, lpString2, FALSE);
}

int WINAPI lstrcmpiW(LPCWSTR lpString1, LPCWSTR lpString2) {
  return Compare(lpString1, lpString2, TRUE);
}

// At most `iMaxLength` characters with the NUL.
LPSTR WINAPI lstrcpynA(LPSTR lpString1, LPCSTR lpString2, int iMaxLength) {
  int i = 0;
  for (; i + 1 < iMaxLength && lpString2[i] != '\0'; i++) lpString1[i] = lpString2[i];
  if (iMaxLength > 0) lpString1[i] = '\0';
  return lpString1;
}

LPWSTR WINAPI lstrcpynW(LPWSTR lpString1, LPCWSTR lpString2, int iMaxLength) {
  int i = 0;
  for (; i + 1 < iMaxLength && lpString2[i] != 0; i++) lpString1[i] = lpString2[i];
  if (iMaxLength > 0) lpString1[i] = 0;
  return lpString1;
}
