// SPDX-License-Identifier: MIT
// What the system says about itself: Windows XP, service pack 3.
#include "base.h"

DWORD WINAPI GetVersion(void) {
  PPEB peb = NtCurrentPeb();
  return peb->OSMajorVersion | peb->OSMinorVersion << 8 | (DWORD)peb->OSBuildNumber << 16;
}

BOOL WINAPI GetVersionExA(LPOSVERSIONINFOA lpVersionInformation) {
  PPEB peb = NtCurrentPeb();
  if (lpVersionInformation->dwOSVersionInfoSize < sizeof(*lpVersionInformation)) {
    RtlSetLastWin32Error(ERROR_INSUFFICIENT_BUFFER);
    return FALSE;
  }
  lpVersionInformation->dwMajorVersion = peb->OSMajorVersion;
  lpVersionInformation->dwMinorVersion = peb->OSMinorVersion;
  lpVersionInformation->dwBuildNumber = peb->OSBuildNumber;
  lpVersionInformation->dwPlatformId = peb->OSPlatformId;
  strcpy(lpVersionInformation->szCSDVersion, "Service Pack 3");
  return TRUE;
}

BOOL WINAPI GetComputerNameA(LPSTR lpBuffer, LPDWORD nSize) {
  CHAR name[MAX_COMPUTERNAME_LENGTH + 1];
  DWORD length = GetEnvironmentVariableA("COMPUTERNAME", name, sizeof(name));
  if (length == 0 || length >= sizeof(name)) return FALSE;
  if (*nSize <= length) {
    *nSize = length + 1;
    RtlSetLastWin32Error(ERROR_BUFFER_OVERFLOW);
    return FALSE;
  }
  strcpy(lpBuffer, name);
  *nSize = length;
  return TRUE;
}
