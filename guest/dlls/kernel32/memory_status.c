// SPDX-License-Identifier: MIT
// How much memory there is. Sizes in bytes.
#include "base.h"

static ULONGLONG FreeAddressSpace(const SYSTEM_BASIC_INFORMATION *basic) {
  MEMORY_BASIC_INFORMATION region;
  ULONGLONG free = 0;
  ULONG_PTR at = basic->MinimumUserModeAddress;
  while (at < basic->MaximumUserModeAddress &&
         VirtualQuery((LPCVOID)at, &region, sizeof(region)) != 0) {
    if (region.State == MEM_FREE) free += region.RegionSize;
    at = (ULONG_PTR)region.BaseAddress + region.RegionSize;
  }
  return free;
}

BOOL WINAPI GlobalMemoryStatusEx(LPMEMORYSTATUSEX lpBuffer) {
  SYSTEM_BASIC_INFORMATION basic;
  SYSTEM_PERFORMANCE_INFORMATION performance;
  if (lpBuffer->dwLength != sizeof(*lpBuffer)) return BaseResult(STATUS_INVALID_PARAMETER);
  NTSTATUS status = NtQuerySystemInformation(SystemBasicInformation, &basic, sizeof(basic), NULL);
  if (NT_SUCCESS(status)) {
    status = NtQuerySystemInformation(SystemPerformanceInformation, &performance,
                                      sizeof(performance), NULL);
  }
  if (!BaseResult(status)) return FALSE;
  ULONGLONG page = basic.PageSize;
  lpBuffer->ullTotalPhys = basic.NumberOfPhysicalPages * page;
  lpBuffer->ullAvailPhys = performance.AvailablePages * page;
  lpBuffer->ullTotalPageFile = performance.CommitLimit * page;
  lpBuffer->ullAvailPageFile = (performance.CommitLimit - performance.CommittedPages) * page;
  lpBuffer->ullTotalVirtual = basic.MaximumUserModeAddress - basic.MinimumUserModeAddress + 1;
  lpBuffer->ullAvailVirtual = FreeAddressSpace(&basic);
  lpBuffer->ullAvailExtendedVirtual = 0;
  lpBuffer->dwMemoryLoad = (basic.NumberOfPhysicalPages - performance.AvailablePages) * 100 /
                           basic.NumberOfPhysicalPages;
  return TRUE;
}

void WINAPI GlobalMemoryStatus(LPMEMORYSTATUS lpBuffer) {
  MEMORYSTATUSEX status;
  memset(lpBuffer, 0, sizeof(*lpBuffer));
  lpBuffer->dwLength = sizeof(*lpBuffer);
  status.dwLength = sizeof(status);
  if (!GlobalMemoryStatusEx(&status)) return;
  lpBuffer->dwMemoryLoad = status.dwMemoryLoad;
  lpBuffer->dwTotalPhys = (SIZE_T)status.ullTotalPhys;
  lpBuffer->dwAvailPhys = (SIZE_T)status.ullAvailPhys;
  lpBuffer->dwTotalPageFile = (SIZE_T)status.ullTotalPageFile;
  lpBuffer->dwAvailPageFile = (SIZE_T)status.ullAvailPageFile;
  lpBuffer->dwTotalVirtual = (SIZE_T)status.ullTotalVirtual;
  lpBuffer->dwAvailVirtual = (SIZE_T)status.ullAvailVirtual;
}
