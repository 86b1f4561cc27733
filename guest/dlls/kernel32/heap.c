// SPDX-License-Identifier: MIT
// HeapAlloc, HeapFree, HeapReAlloc and HeapSize are forwarders to ntdll.
#include "base.h"

HANDLE WINAPI GetProcessHeap(void) { return NtCurrentPeb()->ProcessHeap; }

DWORD WINAPI GetProcessHeaps(DWORD NumberOfHeaps, HANDLE *ProcessHeaps) {
  return RtlGetProcessHeaps(NumberOfHeaps, ProcessHeaps);
}

HANDLE WINAPI HeapCreate(DWORD flOptions, SIZE_T dwInitialSize, SIZE_T dwMaximumSize) {
  DWORD flags = (flOptions & (HEAP_NO_SERIALIZE | HEAP_GENERATE_EXCEPTIONS)) | 0x1000;
  if (dwMaximumSize == 0) flags |= HEAP_GROWABLE;
  HANDLE heap = RtlCreateHeap(flags, NULL, dwMaximumSize, dwInitialSize, NULL, NULL);
  if (heap == NULL) BaseSetLastNTError(STATUS_NO_MEMORY);
  return heap;
}

BOOL WINAPI HeapDestroy(HANDLE hHeap) {
  return RtlDestroyHeap(hHeap) == NULL || BaseResult(STATUS_INVALID_HANDLE);
}

BOOL WINAPI HeapValidate(HANDLE hHeap, DWORD dwFlags, LPCVOID lpMem) {
  return RtlValidateHeap(hHeap, dwFlags, lpMem);
}

BOOL WINAPI HeapLock(HANDLE hHeap) { return RtlLockHeap(hHeap); }

BOOL WINAPI HeapUnlock(HANDLE hHeap) { return RtlUnlockHeap(hHeap); }

SIZE_T WINAPI HeapCompact(HANDLE hHeap, DWORD dwFlags) { return RtlCompactHeap(hHeap, dwFlags); }

BOOL WINAPI HeapQueryInformation(HANDLE HeapHandle, HEAP_INFORMATION_CLASS HeapInformationClass,
                                 PVOID HeapInformation, SIZE_T HeapInformationLength,
                                 PSIZE_T ReturnLength) {
  return BaseResult(RtlQueryHeapInformation(HeapHandle, HeapInformationClass, HeapInformation,
                                            HeapInformationLength, ReturnLength));
}

BOOL WINAPI HeapSetInformation(HANDLE HeapHandle, HEAP_INFORMATION_CLASS HeapInformationClass,
                               PVOID HeapInformation, SIZE_T HeapInformationLength) {
  return BaseResult(RtlSetHeapInformation(HeapHandle, HeapInformationClass, HeapInformation,
                                          HeapInformationLength));
}

// Fixed blocks only: the handle is the address.
HLOCAL WINAPI LocalAlloc(UINT uFlags, SIZE_T uBytes) {
  HLOCAL block = RtlAllocateHeap(GetProcessHeap(), uFlags & LMEM_ZEROINIT ? HEAP_ZERO_MEMORY : 0,
                                 uBytes);
  if (block == NULL) BaseSetLastNTError(STATUS_NO_MEMORY);
  return block;
}

HLOCAL WINAPI LocalFree(HLOCAL hMem) {
  return RtlFreeHeap(GetProcessHeap(), 0, hMem) ? NULL : hMem;
}
