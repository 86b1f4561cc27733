// SPDX-License-Identifier: MIT
#include "object.h"

HANDLE WINAPI CreateEventW(LPSECURITY_ATTRIBUTES lpEventAttributes, BOOL bManualReset,
                           BOOL bInitialState, LPCWSTR lpName) {
  OBJECT_ATTRIBUTES attributes;
  UNICODE_STRING name;
  HANDLE handle;
  NTSTATUS status = NtCreateEvent(&handle, EVENT_ALL_ACCESS,
      BaseFormatObjectAttributes(&attributes, &name, lpEventAttributes, lpName),
      bManualReset ? NotificationEvent : SynchronizationEvent, (BOOLEAN)(bInitialState != FALSE));
  return BaseCreatedObject(handle, status);
}

HANDLE WINAPI CreateEventA(LPSECURITY_ATTRIBUTES lpEventAttributes, BOOL bManualReset,
                           BOOL bInitialState, LPCSTR lpName) {
  BASE_WIDE_NAME(lpName)
  return CreateEventW(lpEventAttributes, bManualReset, bInitialState, wide);
}

HANDLE WINAPI OpenEventW(DWORD dwDesiredAccess, BOOL bInheritHandle, LPCWSTR lpName) {
  return BaseOpenObject(NtOpenEvent, dwDesiredAccess, bInheritHandle, lpName);
}

HANDLE WINAPI OpenEventA(DWORD dwDesiredAccess, BOOL bInheritHandle, LPCSTR lpName) {
  BASE_WIDE_NAME(lpName)
  return OpenEventW(dwDesiredAccess, bInheritHandle, wide);
}

BOOL WINAPI SetEvent(HANDLE hEvent) { return BaseResult(NtSetEvent(hEvent, NULL)); }

BOOL WINAPI ResetEvent(HANDLE hEvent) { return BaseResult(NtClearEvent(hEvent)); }

BOOL WINAPI PulseEvent(HANDLE hEvent) { return BaseResult(NtPulseEvent(hEvent, NULL)); }
