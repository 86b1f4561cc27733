// SPDX-License-Identifier: MIT
#include "base.h"

void WINAPI InitializeCriticalSection(LPCRITICAL_SECTION lpCriticalSection) {
  NTSTATUS status = RtlInitializeCriticalSection(lpCriticalSection);
  if (!NT_SUCCESS(status)) RtlRaiseStatus(status);
}

BOOL WINAPI InitializeCriticalSectionAndSpinCount(LPCRITICAL_SECTION lpCriticalSection,
                                                  DWORD dwSpinCount) {
  return BaseResult(RtlInitializeCriticalSectionAndSpinCount(lpCriticalSection, dwSpinCount));
}
