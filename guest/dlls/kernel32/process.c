// SPDX-License-Identifier: MIT
#include "base.h"

HANDLE WINAPI GetCurrentProcess(void) { return NtCurrentProcess(); }

DWORD WINAPI GetCurrentProcessId(void) {
  return (DWORD)NtCurrentTeb()->ClientId.UniqueProcess;
}

// A NULL handle names all other threads of the process.
static NOINLINE void WINAPI _ExitProcess(UINT uExitCode) {
  RtlAcquirePebLock();
  NtTerminateProcess(NULL, (NTSTATUS)uExitCode);
  LdrShutdownProcess();
  NtTerminateProcess(NtCurrentProcess(), (NTSTATUS)uExitCode);
  RtlReleasePebLock();
}

void WINAPI ExitProcess(UINT uExitCode) { _ExitProcess(uExitCode); }

BOOL WINAPI TerminateProcess(HANDLE hProcess, UINT uExitCode) {
  return BaseResult(NtTerminateProcess(hProcess, (NTSTATUS)uExitCode));
}

BOOL WINAPI IsDebuggerPresent(void) { return NtCurrentPeb()->BeingDebugged; }

void WINAPI GetSystemInfo(LPSYSTEM_INFO lpSystemInfo) {
  SYSTEM_BASIC_INFORMATION basic;
  memset(lpSystemInfo, 0, sizeof(*lpSystemInfo));
  if (!NT_SUCCESS(NtQuerySystemInformation(SystemBasicInformation, &basic, sizeof(basic), NULL))) {
    return;
  }
  lpSystemInfo->dwPageSize = basic.PageSize;
  lpSystemInfo->lpMinimumApplicationAddress = (LPVOID)basic.MinimumUserModeAddress;
  lpSystemInfo->lpMaximumApplicationAddress = (LPVOID)basic.MaximumUserModeAddress;
  lpSystemInfo->dwActiveProcessorMask = basic.ActiveProcessorsAffinityMask;
  lpSystemInfo->dwNumberOfProcessors = basic.NumberOfProcessors;
  lpSystemInfo->dwProcessorType = 586;
  lpSystemInfo->dwAllocationGranularity = basic.AllocationGranularity;
  lpSystemInfo->wProcessorLevel = 6;
}

HANDLE WINAPI OpenProcess(DWORD dwDesiredAccess, BOOL bInheritHandle, DWORD dwProcessId) {
  OBJECT_ATTRIBUTES attributes;
  CLIENT_ID client = {(HANDLE)dwProcessId, NULL};
  HANDLE handle;
  InitializeObjectAttributes(&attributes, NULL, bInheritHandle ? OBJ_INHERIT : 0, NULL, NULL);
  return BaseResult(NtOpenProcess(&handle, dwDesiredAccess, &attributes, &client)) ? handle : NULL;
}

BOOL WINAPI GetExitCodeProcess(HANDLE hProcess, LPDWORD lpExitCode) {
  PROCESS_BASIC_INFORMATION basic;
  NTSTATUS status =
      NtQueryInformationProcess(hProcess, ProcessBasicInformation, &basic, sizeof(basic), NULL);
  if (!BaseResult(status)) return FALSE;
  *lpExitCode = (DWORD)basic.ExitStatus;
  return TRUE;
}

BOOL WINAPI GetProcessHandleCount(HANDLE hProcess, LPDWORD pdwHandleCount) {
  return BaseResult(NtQueryInformationProcess(hProcess, ProcessHandleCount, pdwHandleCount,
                                              sizeof(*pdwHandleCount), NULL));
}
