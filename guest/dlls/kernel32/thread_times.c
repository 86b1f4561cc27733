// SPDX-License-Identifier: MIT
#include "base.h"

static void CopyTime(LPFILETIME to, const LARGE_INTEGER *from) {
  to->dwLowDateTime = from->LowPart;
  to->dwHighDateTime = (DWORD)from->HighPart;
}

static void CopyTimes(const KERNEL_USER_TIMES *times, LPFILETIME created, LPFILETIME ended,
                      LPFILETIME kernel, LPFILETIME user) {
  CopyTime(created, &times->CreateTime);
  CopyTime(ended, &times->ExitTime);
  CopyTime(kernel, &times->KernelTime);
  CopyTime(user, &times->UserTime);
}

BOOL WINAPI GetThreadTimes(HANDLE hThread, LPFILETIME lpCreationTime, LPFILETIME lpExitTime,
                           LPFILETIME lpKernelTime, LPFILETIME lpUserTime) {
  KERNEL_USER_TIMES times;
  NTSTATUS status = NtQueryInformationThread(hThread, ThreadTimes, &times, sizeof(times), NULL);
  if (!BaseResult(status)) return FALSE;
  CopyTimes(&times, lpCreationTime, lpExitTime, lpKernelTime, lpUserTime);
  return TRUE;
}

BOOL WINAPI GetProcessTimes(HANDLE hProcess, LPFILETIME lpCreationTime, LPFILETIME lpExitTime,
                            LPFILETIME lpKernelTime, LPFILETIME lpUserTime) {
  KERNEL_USER_TIMES times;
  NTSTATUS status = NtQueryInformationProcess(hProcess, ProcessTimes, &times, sizeof(times), NULL);
  if (!BaseResult(status)) return FALSE;
  CopyTimes(&times, lpCreationTime, lpExitTime, lpKernelTime, lpUserTime);
  return TRUE;
}
