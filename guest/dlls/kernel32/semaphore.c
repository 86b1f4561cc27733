// SPDX-License-Identifier: MIT
#include "object.h"

HANDLE WINAPI CreateSemaphoreW(LPSECURITY_ATTRIBUTES lpSemaphoreAttributes, LONG lInitialCount,
                               LONG lMaximumCount, LPCWSTR lpName) {
  OBJECT_ATTRIBUTES attributes;
  UNICODE_STRING name;
  HANDLE handle;
  NTSTATUS status = NtCreateSemaphore(&handle, SEMAPHORE_ALL_ACCESS,
      BaseFormatObjectAttributes(&attributes, &name, lpSemaphoreAttributes, lpName),
      lInitialCount, lMaximumCount);
  return BaseCreatedObject(handle, status);
}

HANDLE WINAPI CreateSemaphoreA(LPSECURITY_ATTRIBUTES lpSemaphoreAttributes, LONG lInitialCount,
                               LONG lMaximumCount, LPCSTR lpName) {
  BASE_WIDE_NAME(lpName)
  return CreateSemaphoreW(lpSemaphoreAttributes, lInitialCount, lMaximumCount, wide);
}

HANDLE WINAPI OpenSemaphoreW(DWORD dwDesiredAccess, BOOL bInheritHandle, LPCWSTR lpName) {
  return BaseOpenObject(NtOpenSemaphore, dwDesiredAccess, bInheritHandle, lpName);
}

HANDLE WINAPI OpenSemaphoreA(DWORD dwDesiredAccess, BOOL bInheritHandle, LPCSTR lpName) {
  BASE_WIDE_NAME(lpName)
  return OpenSemaphoreW(dwDesiredAccess, bInheritHandle, wide);
}

BOOL WINAPI ReleaseSemaphore(HANDLE hSemaphore, LONG lReleaseCount, LONG *lpPreviousCount) {
  return BaseResult(NtReleaseSemaphore(hSemaphore, lReleaseCount, lpPreviousCount));
}
