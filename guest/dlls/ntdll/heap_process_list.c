// SPDX-License-Identifier: MIT
// PEB.ProcessHeaps: all heaps of the process; a heap knows its place plus one.
#include "heapp.h"

#define STATIC_HEAPS 16

static PVOID RtlpProcessHeapsListBuffer[STATIC_HEAPS];
RTL_CRITICAL_SECTION RtlpProcessHeapsListLock;

void RtlpInitializeHeapManager(void) {
  PPEB peb = NtCurrentPeb();
  peb->NumberOfHeaps = 0;
  peb->MaximumNumberOfHeaps = STATIC_HEAPS;
  peb->ProcessHeaps = RtlpProcessHeapsListBuffer;
  RtlInitializeCriticalSection(&RtlpProcessHeapsListLock);
}

static BOOLEAN GrowList(PPEB peb) {
  ULONG count = peb->MaximumNumberOfHeaps * 2;
  PVOID *larger = RtlAllocateHeap(peb->ProcessHeap, 0, count * sizeof(PVOID));
  if (larger == NULL) return FALSE;
  memcpy(larger, peb->ProcessHeaps, peb->NumberOfHeaps * sizeof(PVOID));
  if (peb->ProcessHeaps != RtlpProcessHeapsListBuffer) {
    RtlFreeHeap(peb->ProcessHeap, 0, peb->ProcessHeaps);
  }
  peb->ProcessHeaps = larger;
  peb->MaximumNumberOfHeaps = count;
  return TRUE;
}

void RtlpAddHeapToProcessList(PHEAP Heap) {
  PPEB peb = NtCurrentPeb();
  RtlEnterCriticalSection(&RtlpProcessHeapsListLock);
  if (peb->NumberOfHeaps < peb->MaximumNumberOfHeaps || GrowList(peb)) {
    peb->ProcessHeaps[peb->NumberOfHeaps++] = Heap;
    Heap->ProcessHeapsListIndex = (USHORT)peb->NumberOfHeaps;
  }
  RtlLeaveCriticalSection(&RtlpProcessHeapsListLock);
}

void RtlpRemoveHeapFromProcessList(PHEAP Heap) {
  PPEB peb = NtCurrentPeb();
  RtlEnterCriticalSection(&RtlpProcessHeapsListLock);
  ULONG place = Heap->ProcessHeapsListIndex;
  if (place != 0) {
    for (ULONG index = place; index < peb->NumberOfHeaps; index++) {
      PHEAP moved = peb->ProcessHeaps[index];
      peb->ProcessHeaps[index - 1] = moved;
      moved->ProcessHeapsListIndex = (USHORT)index;
    }
    peb->ProcessHeaps[--peb->NumberOfHeaps] = NULL;
    Heap->ProcessHeapsListIndex = 0;
  }
  RtlLeaveCriticalSection(&RtlpProcessHeapsListLock);
}

// The number of heaps, although no more than NumberOfHeapsToReturn are told.
NOINLINE ULONG NTAPI RtlGetProcessHeaps(ULONG NumberOfHeapsToReturn, PVOID *ProcessHeaps) {
  PPEB peb = NtCurrentPeb();
  RtlEnterCriticalSection(&RtlpProcessHeapsListLock);
  ULONG count = peb->NumberOfHeaps;
  for (ULONG i = 0; i < count && i < NumberOfHeapsToReturn; i++) {
    ProcessHeaps[i] = peb->ProcessHeaps[i];
  }
  RtlLeaveCriticalSection(&RtlpProcessHeapsListLock);
  return count;
}

NOINLINE BOOLEAN NTAPI RtlValidateProcessHeaps(void) {
  PPEB peb = NtCurrentPeb();
  BOOLEAN valid = TRUE;
  RtlEnterCriticalSection(&RtlpProcessHeapsListLock);
  for (ULONG i = 0; i < peb->NumberOfHeaps; i++) {
    if (!RtlValidateHeap(peb->ProcessHeaps[i], 0, NULL)) valid = FALSE;
  }
  RtlLeaveCriticalSection(&RtlpProcessHeapsListLock);
  return valid;
}
