// SPDX-License-Identifier: MIT
// Wide forms of functions that work on ANSI text: arguments are narrowed, results widened. Characters
// that the ANSI code page lacks become '?'.
#include "base.h"

#define LONGEST_VALUE 0x600

// NULL stays NULL.
static LPCSTR Narrow(LPCWSTR wide, LPSTR buffer) {
  if (wide == NULL) return NULL;
  if (WideCharToMultiByte(CP_ACP, 0, wide, -1, buffer, MAX_PATH, NULL, NULL) == 0) buffer[0] = '\0';
  return buffer;
}

// `length` characters and a NUL, as far as there is room; gives what such functions give: the length,
// or the room that is needed.
static DWORD Widen(LPCSTR text, DWORD length, LPWSTR buffer, DWORD size) {
  if (length >= size) return length + 1;
  for (DWORD i = 0; i < length; i++) MultiByteToWideChar(CP_ACP, 0, text + i, 1, buffer + i, 1);
  buffer[length] = 0;
  return length;
}

DWORD WINAPI GetCurrentDirectoryW(DWORD nBufferLength, LPWSTR lpBuffer) {
  CHAR text[MAX_PATH];
  return Widen(text, GetCurrentDirectoryA(MAX_PATH, text), lpBuffer, nBufferLength);
}

DWORD WINAPI GetFullPathNameW(LPCWSTR lpFileName, DWORD nBufferLength, LPWSTR lpBuffer,
                              LPWSTR *lpFilePart) {
  CHAR name[MAX_PATH], text[MAX_PATH];
  LPSTR part = NULL;
  DWORD length = GetFullPathNameA(Narrow(lpFileName, name), MAX_PATH, text, &part);
  if (length == 0 || length >= MAX_PATH) return length;
  DWORD result = Widen(text, length, lpBuffer, nBufferLength);
  if (lpFilePart != NULL && result == length) {
    *lpFilePart = part != NULL ? lpBuffer + (part - text) : NULL;
  }
  return result;
}

DWORD WINAPI GetTempPathW(DWORD nBufferLength, LPWSTR lpBuffer) {
  CHAR text[MAX_PATH + 1];
  return Widen(text, GetTempPathA(sizeof(text), text), lpBuffer, nBufferLength);
}

UINT WINAPI GetTempFileNameW(LPCWSTR lpPathName, LPCWSTR lpPrefixString, UINT uUnique,
                             LPWSTR lpTempFileName) {
  CHAR path[MAX_PATH], prefix[MAX_PATH], name[MAX_PATH];
  UINT number =
      GetTempFileNameA(Narrow(lpPathName, path), Narrow(lpPrefixString, prefix), uUnique, name);
  if (number != 0) Widen(name, (DWORD)strlen(name), lpTempFileName, MAX_PATH);
  return number;
}

DWORD WINAPI ExpandEnvironmentStringsW(LPCWSTR lpSrc, LPWSTR lpDst, DWORD nSize) {
  CHAR source[MAX_PATH], text[LONGEST_VALUE];
  DWORD length = ExpandEnvironmentStringsA(Narrow(lpSrc, source), text, sizeof(text));
  if (length <= nSize) Widen(text, length - 1, lpDst, nSize);
  return length;
}

BOOL WINAPI GetComputerNameW(LPWSTR lpBuffer, LPDWORD nSize) {
  CHAR name[MAX_COMPUTERNAME_LENGTH + 1];
  DWORD length = sizeof(name);
  if (!GetComputerNameA(name, &length)) return FALSE;
  DWORD size = *nSize;
  *nSize = Widen(name, length, lpBuffer, size);
  if (*nSize == length) return TRUE;
  RtlSetLastWin32Error(ERROR_BUFFER_OVERFLOW);
  return FALSE;
}

BOOL WINAPI GetVersionExW(LPOSVERSIONINFOW lpVersionInformation) {
  OSVERSIONINFOA version;
  version.dwOSVersionInfoSize = sizeof(version);
  if (lpVersionInformation->dwOSVersionInfoSize < sizeof(*lpVersionInformation)) {
    RtlSetLastWin32Error(ERROR_INSUFFICIENT_BUFFER);
    return FALSE;
  }
  if (!GetVersionExA(&version)) return FALSE;
  lpVersionInformation->dwMajorVersion = version.dwMajorVersion;
  lpVersionInformation->dwMinorVersion = version.dwMinorVersion;
  lpVersionInformation->dwBuildNumber = version.dwBuildNumber;
  lpVersionInformation->dwPlatformId = version.dwPlatformId;
  Widen(version.szCSDVersion, (DWORD)strlen(version.szCSDVersion),
        lpVersionInformation->szCSDVersion, 128);
  return TRUE;
}

BOOL WINAPI CopyFileW(LPCWSTR lpExistingFileName, LPCWSTR lpNewFileName, BOOL bFailIfExists) {
  CHAR from[MAX_PATH], to[MAX_PATH];
  return CopyFileA(Narrow(lpExistingFileName, from), Narrow(lpNewFileName, to), bFailIfExists);
}

DWORD WINAPI GetPrivateProfileStringW(LPCWSTR lpAppName, LPCWSTR lpKeyName, LPCWSTR lpDefault,
                                      LPWSTR lpReturnedString, DWORD nSize, LPCWSTR lpFileName) {
  CHAR section[MAX_PATH], key[MAX_PATH], usual[MAX_PATH], file[MAX_PATH], text[LONGEST_VALUE];
  if (nSize == 0) return 0;
  DWORD length = GetPrivateProfileStringA(Narrow(lpAppName, section), Narrow(lpKeyName, key),
                                          Narrow(lpDefault, usual), text,
                                          nSize < sizeof(text) ? nSize : sizeof(text),
                                          Narrow(lpFileName, file));
  return Widen(text, length, lpReturnedString, nSize);
}

UINT WINAPI GetPrivateProfileIntW(LPCWSTR lpAppName, LPCWSTR lpKeyName, INT nDefault,
                                  LPCWSTR lpFileName) {
  CHAR section[MAX_PATH], key[MAX_PATH], file[MAX_PATH];
  return GetPrivateProfileIntA(Narrow(lpAppName, section), Narrow(lpKeyName, key), nDefault,
                               Narrow(lpFileName, file));
}
