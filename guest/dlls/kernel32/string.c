// SPDX-License-Identifier: MIT
#include "base.h"

int WINAPI lstrlenA(LPCSTR lpString) { return lpString != NULL ? (int)strlen(lpString) : 0; }

int WINAPI lstrlenW(LPCWSTR lpString) { return lpString != NULL ? (int)wcslen(lpString) : 0; }

LPSTR WINAPI lstrcpyA(LPSTR lpString1, LPCSTR lpString2) { return strcpy(lpString1, lpString2); }

LPSTR WINAPI lstrcatA(LPSTR lpString1, LPCSTR lpString2) { return strcat(lpString1, lpString2); }

int WINAPI lstrcmpA(LPCSTR lpString1, LPCSTR lpString2) { return strcmp(lpString1, lpString2); }

int WINAPI lstrcmpiA(LPCSTR lpString1, LPCSTR lpString2) {
  return _stricmp(lpString1, lpString2);
}
