// SPDX-License-Identifier: MIT
// HeapAlloc, HeapFree, HeapReAlloc and HeapSize are forwarders to ntdll.
#include "base.h"

HANDLE WINAPI GetProcessHeap(void) { return NtCurrentPeb()->ProcessHeap; }

DWORD WINAPI GetProcessHeaps(DWORD NumberOfHeaps, HANDLE *ProcessHeaps) {
  PPEB peb = NtCurrentPeb();
  for (ULONG i = 0; i < peb->NumberOfHeaps && i < NumberOfHeaps; i++) {
    ProcessHeaps[i] = peb->ProcessHeaps[i];
  }
  return peb->NumberOfHeaps;
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
