// SPDX-License-Identifier: MIT
#include "object.h"

HANDLE WINAPI CreateMutexW(LPSECURITY_ATTRIBUTES lpMutexAttributes, BOOL bInitialOwner,
                           LPCWSTR lpName) {
  OBJECT_ATTRIBUTES attributes;
  UNICODE_STRING name;
  HANDLE handle;
  NTSTATUS status = NtCreateMutant(&handle, MUTANT_ALL_ACCESS,
      BaseFormatObjectAttributes(&attributes, &name, lpMutexAttributes, lpName),
      (BOOLEAN)(bInitialOwner != FALSE));
  return BaseCreatedObject(handle, status);
}

HANDLE WINAPI CreateMutexA(LPSECURITY_ATTRIBUTES lpMutexAttributes, BOOL bInitialOwner,
                           LPCSTR lpName) {
  BASE_WIDE_NAME(lpName)
  return CreateMutexW(lpMutexAttributes, bInitialOwner, wide);
}

HANDLE WINAPI OpenMutexW(DWORD dwDesiredAccess, BOOL bInheritHandle, LPCWSTR lpName) {
  return BaseOpenObject(NtOpenMutant, dwDesiredAccess, bInheritHandle, lpName);
}

HANDLE WINAPI OpenMutexA(DWORD dwDesiredAccess, BOOL bInheritHandle, LPCSTR lpName) {
  BASE_WIDE_NAME(lpName)
  return OpenMutexW(dwDesiredAccess, bInheritHandle, wide);
}

BOOL WINAPI ReleaseMutex(HANDLE hMutex) { return BaseResult(NtReleaseMutant(hMutex, NULL)); }
