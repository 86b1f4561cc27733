// SPDX-License-Identifier: MIT
#include "object.h"

HANDLE WINAPI CreateWaitableTimerW(LPSECURITY_ATTRIBUTES lpTimerAttributes, BOOL bManualReset,
                                   LPCWSTR lpTimerName) {
  OBJECT_ATTRIBUTES attributes;
  UNICODE_STRING name;
  HANDLE handle;
  NTSTATUS status = NtCreateTimer(&handle, TIMER_ALL_ACCESS,
      BaseFormatObjectAttributes(&attributes, &name, lpTimerAttributes, lpTimerName),
      bManualReset ? NotificationTimer : SynchronizationTimer);
  return BaseCreatedObject(handle, status);
}

HANDLE WINAPI CreateWaitableTimerA(LPSECURITY_ATTRIBUTES lpTimerAttributes, BOOL bManualReset,
                                   LPCSTR lpTimerName) {
  BASE_WIDE_NAME(lpTimerName)
  return CreateWaitableTimerW(lpTimerAttributes, bManualReset, wide);
}

HANDLE WINAPI OpenWaitableTimerW(DWORD dwDesiredAccess, BOOL bInheritHandle, LPCWSTR lpTimerName) {
  return BaseOpenObject(NtOpenTimer, dwDesiredAccess, bInheritHandle, lpTimerName);
}

HANDLE WINAPI OpenWaitableTimerA(DWORD dwDesiredAccess, BOOL bInheritHandle, LPCSTR lpTimerName) {
  BASE_WIDE_NAME(lpTimerName)
  return OpenWaitableTimerW(dwDesiredAccess, bInheritHandle, wide);
}

BOOL WINAPI SetWaitableTimer(HANDLE hTimer, const LARGE_INTEGER *lpDueTime, LONG lPeriod,
                             PTIMERAPCROUTINE pfnCompletionRoutine, LPVOID lpArgToCompletionRoutine,
                             BOOL fResume) {
  return BaseResult(NtSetTimer(hTimer, (PLARGE_INTEGER)lpDueTime, (PVOID)pfnCompletionRoutine,
                               lpArgToCompletionRoutine, (BOOLEAN)fResume, lPeriod, NULL));
}

BOOL WINAPI CancelWaitableTimer(HANDLE hTimer) { return BaseResult(NtCancelTimer(hTimer, NULL)); }
