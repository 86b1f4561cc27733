// SPDX-License-Identifier: MIT
#include "base.h"

void WINAPI ExitThread(DWORD dwExitCode) {
  LdrShutdownThread();
  NtCurrentTeb()->FreeStackOnTermination = TRUE;
  NtTerminateThread(NtCurrentThread(), (NTSTATUS)dwExitCode);
  BaseSetLastNTError(STATUS_UNSUCCESSFUL);
}

BOOL WINAPI TerminateThread(HANDLE hThread, DWORD dwExitCode) {
  if (hThread == NULL) return BaseResult(STATUS_INVALID_HANDLE);
  return BaseResult(NtTerminateThread(hThread, (NTSTATUS)dwExitCode));
}

DWORD WINAPI SuspendThread(HANDLE hThread) {
  ULONG previous;
  return BaseResult(NtSuspendThread(hThread, &previous)) ? previous : (DWORD)-1;
}

DWORD WINAPI ResumeThread(HANDLE hThread) {
  ULONG previous;
  return BaseResult(NtResumeThread(hThread, &previous)) ? previous : (DWORD)-1;
}

BOOL WINAPI GetExitCodeThread(HANDLE hThread, LPDWORD lpExitCode) {
  THREAD_BASIC_INFORMATION basic;
  NTSTATUS status =
      NtQueryInformationThread(hThread, ThreadBasicInformation, &basic, sizeof(basic), NULL);
  if (!BaseResult(status)) return FALSE;
  *lpExitCode = (DWORD)basic.ExitStatus;
  return TRUE;
}

BOOL WINAPI GetThreadContext(HANDLE hThread, PCONTEXT lpContext) {
  return BaseResult(NtGetContextThread(hThread, lpContext));
}

BOOL WINAPI SetThreadContext(HANDLE hThread, const CONTEXT *lpContext) {
  return BaseResult(NtSetContextThread(hThread, (PCONTEXT)lpContext));
}

HANDLE WINAPI GetCurrentThread(void) { return NtCurrentThread(); }

DWORD WINAPI GetCurrentThreadId(void) { return (DWORD)NtCurrentTeb()->ClientId.UniqueThread; }

BOOL WINAPI SwitchToThread(void) { return NtYieldExecution() != STATUS_NO_YIELD_PERFORMED; }

HANDLE WINAPI OpenThread(DWORD dwDesiredAccess, BOOL bInheritHandle, DWORD dwThreadId) {
  OBJECT_ATTRIBUTES attributes;
  CLIENT_ID client = {NULL, (HANDLE)dwThreadId};
  HANDLE handle;
  InitializeObjectAttributes(&attributes, NULL, bInheritHandle ? OBJ_INHERIT : 0, NULL, NULL);
  return BaseResult(NtOpenThread(&handle, dwDesiredAccess, &attributes, &client)) ? handle : NULL;
}
