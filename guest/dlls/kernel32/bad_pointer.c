// SPDX-License-Identifier: MIT
// Whether every page of a range can be read or written, by its attributes. No page is touched, so that
// guard pages keep guarding.
#include "base.h"

#define READABLE (PAGE_READONLY | PAGE_READWRITE | PAGE_WRITECOPY | PAGE_EXECUTE_READ | \
                  PAGE_EXECUTE_READWRITE | PAGE_EXECUTE_WRITECOPY)
#define WRITABLE (PAGE_READWRITE | PAGE_WRITECOPY | PAGE_EXECUTE_READWRITE | PAGE_EXECUTE_WRITECOPY)

static BOOL IsBad(LPCVOID start, UINT_PTR size, DWORD protections) {
  MEMORY_BASIC_INFORMATION memory;
  ULONG_PTR at = (ULONG_PTR)start;
  ULONG_PTR last = at + size - 1;
  if (size == 0) return FALSE;
  if (last < at) return TRUE;
  while (at <= last) {
    if (VirtualQuery((LPCVOID)at, &memory, sizeof(memory)) == 0 || memory.State != MEM_COMMIT ||
        !(memory.Protect & protections) || memory.Protect & PAGE_GUARD) {
      return TRUE;
    }
    at = (ULONG_PTR)memory.BaseAddress + memory.RegionSize;
  }
  return FALSE;
}

BOOL WINAPI IsBadReadPtr(LPCVOID lp, UINT_PTR ucb) { return IsBad(lp, ucb, READABLE); }

BOOL WINAPI IsBadWritePtr(LPVOID lp, UINT_PTR ucb) { return IsBad(lp, ucb, WRITABLE); }
