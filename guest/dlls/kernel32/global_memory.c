// SPDX-License-Identifier: MIT
// Fixed blocks only: the handle is the address.
#include "base.h"

HGLOBAL WINAPI GlobalAlloc(UINT uFlags, SIZE_T dwBytes) { return LocalAlloc(uFlags, dwBytes); }

HGLOBAL WINAPI GlobalFree(HGLOBAL hMem) { return LocalFree(hMem); }

LPVOID WINAPI GlobalLock(HGLOBAL hMem) { return hMem; }

// Fixed blocks have no lock count.
BOOL WINAPI GlobalUnlock(HGLOBAL hMem) { return TRUE; }

SIZE_T WINAPI GlobalSize(HGLOBAL hMem) { return RtlSizeHeap(GetProcessHeap(), 0, hMem); }

HLOCAL WINAPI LocalReAlloc(HLOCAL hMem, SIZE_T uBytes, UINT uFlags) {
  HLOCAL block = RtlReAllocateHeap(GetProcessHeap(), uFlags & LMEM_ZEROINIT ? HEAP_ZERO_MEMORY : 0,
                                   hMem, uBytes);
  if (block == NULL) BaseSetLastNTError(STATUS_NO_MEMORY);
  return block;
}
