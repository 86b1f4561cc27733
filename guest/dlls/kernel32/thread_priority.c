// SPDX-License-Identifier: MIT
#include "base.h"

// Time critical and idle are the ends of the scale, whatever the process's class is.
#define SATURATION 16

BOOL WINAPI SetThreadPriority(HANDLE hThread, int nPriority) {
  LONG increment = nPriority;
  if (nPriority == THREAD_PRIORITY_TIME_CRITICAL) increment = SATURATION;
  if (nPriority == THREAD_PRIORITY_IDLE) increment = -SATURATION;
  return BaseResult(
      NtSetInformationThread(hThread, ThreadBasePriority, &increment, sizeof(increment)));
}

int WINAPI GetThreadPriority(HANDLE hThread) {
  THREAD_BASIC_INFORMATION basic;
  NTSTATUS status =
      NtQueryInformationThread(hThread, ThreadBasicInformation, &basic, sizeof(basic), NULL);
  if (!BaseResult(status)) return THREAD_PRIORITY_ERROR_RETURN;
  if (basic.BasePriority == SATURATION) return THREAD_PRIORITY_TIME_CRITICAL;
  return basic.BasePriority == -SATURATION ? THREAD_PRIORITY_IDLE : basic.BasePriority;
}

DWORD_PTR WINAPI SetThreadAffinityMask(HANDLE hThread, DWORD_PTR dwThreadAffinityMask) {
  THREAD_BASIC_INFORMATION basic;
  NTSTATUS status =
      NtQueryInformationThread(hThread, ThreadBasicInformation, &basic, sizeof(basic), NULL);
  if (NT_SUCCESS(status)) {
    status = NtSetInformationThread(hThread, ThreadAffinityMask, &dwThreadAffinityMask,
                                    sizeof(dwThreadAffinityMask));
  }
  return BaseResult(status) ? basic.AffinityMask : 0;
}
