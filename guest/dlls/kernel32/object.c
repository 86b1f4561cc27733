// SPDX-License-Identifier: MIT
// Events, mutexes, semaphores, handles. Names are not supported: ERROR_INVALID_PARAMETER.
#include "base.h"

static BOOL CheckName(LPCVOID name) {
  return name == NULL || BaseResult(STATUS_INVALID_PARAMETER);
}

static POBJECT_ATTRIBUTES ObjectAttributes(POBJECT_ATTRIBUTES attributes,
                                           LPSECURITY_ATTRIBUTES security) {
  if (security == NULL) return NULL;
  InitializeObjectAttributes(attributes, NULL, security->bInheritHandle ? OBJ_INHERIT : 0, NULL,
                             security->lpSecurityDescriptor);
  return attributes;
}

HANDLE WINAPI CreateEventW(LPSECURITY_ATTRIBUTES lpEventAttributes, BOOL bManualReset,
                           BOOL bInitialState, LPCWSTR lpName) {
  OBJECT_ATTRIBUTES attributes;
  HANDLE handle;
  if (!CheckName(lpName)) return NULL;
  NTSTATUS status = NtCreateEvent(&handle, EVENT_ALL_ACCESS,
                                  ObjectAttributes(&attributes, lpEventAttributes),
                                  bManualReset ? NotificationEvent : SynchronizationEvent,
                                  (BOOLEAN)(bInitialState != FALSE));
  return BaseResult(status) ? handle : NULL;
}

HANDLE WINAPI CreateEventA(LPSECURITY_ATTRIBUTES lpEventAttributes, BOOL bManualReset,
                           BOOL bInitialState, LPCSTR lpName) {
  if (!CheckName(lpName)) return NULL;
  return CreateEventW(lpEventAttributes, bManualReset, bInitialState, NULL);
}

BOOL WINAPI SetEvent(HANDLE hEvent) { return BaseResult(NtSetEvent(hEvent, NULL)); }

BOOL WINAPI ResetEvent(HANDLE hEvent) { return BaseResult(NtClearEvent(hEvent)); }

BOOL WINAPI PulseEvent(HANDLE hEvent) { return BaseResult(NtPulseEvent(hEvent, NULL)); }

HANDLE WINAPI CreateMutexW(LPSECURITY_ATTRIBUTES lpMutexAttributes, BOOL bInitialOwner,
                           LPCWSTR lpName) {
  OBJECT_ATTRIBUTES attributes;
  HANDLE handle;
  if (!CheckName(lpName)) return NULL;
  NTSTATUS status = NtCreateMutant(&handle, MUTANT_ALL_ACCESS,
                                   ObjectAttributes(&attributes, lpMutexAttributes),
                                   (BOOLEAN)(bInitialOwner != FALSE));
  return BaseResult(status) ? handle : NULL;
}

HANDLE WINAPI CreateMutexA(LPSECURITY_ATTRIBUTES lpMutexAttributes, BOOL bInitialOwner,
                           LPCSTR lpName) {
  if (!CheckName(lpName)) return NULL;
  return CreateMutexW(lpMutexAttributes, bInitialOwner, NULL);
}

BOOL WINAPI ReleaseMutex(HANDLE hMutex) { return BaseResult(NtReleaseMutant(hMutex, NULL)); }

HANDLE WINAPI CreateSemaphoreW(LPSECURITY_ATTRIBUTES lpSemaphoreAttributes, LONG lInitialCount,
                               LONG lMaximumCount, LPCWSTR lpName) {
  OBJECT_ATTRIBUTES attributes;
  HANDLE handle;
  if (!CheckName(lpName)) return NULL;
  NTSTATUS status = NtCreateSemaphore(&handle, SEMAPHORE_ALL_ACCESS,
                                      ObjectAttributes(&attributes, lpSemaphoreAttributes),
                                      lInitialCount, lMaximumCount);
  return BaseResult(status) ? handle : NULL;
}

HANDLE WINAPI CreateSemaphoreA(LPSECURITY_ATTRIBUTES lpSemaphoreAttributes, LONG lInitialCount,
                               LONG lMaximumCount, LPCSTR lpName) {
  if (!CheckName(lpName)) return NULL;
  return CreateSemaphoreW(lpSemaphoreAttributes, lInitialCount, lMaximumCount, NULL);
}

BOOL WINAPI ReleaseSemaphore(HANDLE hSemaphore, LONG lReleaseCount, LONG *lpPreviousCount) {
  return BaseResult(NtReleaseSemaphore(hSemaphore, lReleaseCount, lpPreviousCount));
}

BOOL WINAPI CloseHandle(HANDLE hObject) { return BaseResult(NtClose(hObject)); }

BOOL WINAPI DuplicateHandle(HANDLE hSourceProcessHandle, HANDLE hSourceHandle,
                            HANDLE hTargetProcessHandle, HANDLE *lpTargetHandle,
                            DWORD dwDesiredAccess, BOOL bInheritHandle, DWORD dwOptions) {
  return BaseResult(NtDuplicateObject(hSourceProcessHandle, hSourceHandle, hTargetProcessHandle,
                                      lpTargetHandle, dwDesiredAccess,
                                      bInheritHandle ? OBJ_INHERIT : 0, dwOptions));
}

void WINAPI InitializeCriticalSection(LPCRITICAL_SECTION lpCriticalSection) {
  NTSTATUS status = RtlInitializeCriticalSection(lpCriticalSection);
  if (!NT_SUCCESS(status)) RtlRaiseStatus(status);
}

BOOL WINAPI InitializeCriticalSectionAndSpinCount(LPCRITICAL_SECTION lpCriticalSection,
                                                  DWORD dwSpinCount) {
  return BaseResult(RtlInitializeCriticalSectionAndSpinCount(lpCriticalSection, dwSpinCount));
}
