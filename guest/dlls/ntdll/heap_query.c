// SPDX-License-Identifier: MIT
// Lock, compaction, and facts of whole heaps.
#include "heapp.h"

NOINLINE BOOLEAN NTAPI RtlLockHeap(PVOID HeapHandle) {
  PHEAP heap = HeapHandle;
  if (heap->Signature != HEAP_SIGNATURE || (heap->Flags & HEAP_NO_SERIALIZE)) return FALSE;
  RtlEnterCriticalSection(heap->LockVariable);
  return TRUE;
}

NOINLINE BOOLEAN NTAPI RtlUnlockHeap(PVOID HeapHandle) {
  PHEAP heap = HeapHandle;
  if (heap->Signature != HEAP_SIGNATURE || (heap->Flags & HEAP_NO_SERIALIZE)) return FALSE;
  RtlLeaveCriticalSection(heap->LockVariable);
  return TRUE;
}

// Free blocks are joined when they are freed; what is left is to find the largest one, in bytes.
NOINLINE SIZE_T NTAPI RtlCompactHeap(PVOID HeapHandle, ULONG Flags) {
  PHEAP heap = HeapHandle;
  ULONG largest = 0;
  RtlpLockHeap(heap, Flags);
  PLIST_ENTRY last = heap->FreeLists[0].Blink;
  if (last != &heap->FreeLists[0]) {
    largest = CONTAINING_RECORD(last, HEAP_FREE_ENTRY, FreeList)->Entry.Size;
  }
  for (ULONG index = HEAP_MAXIMUM_FREELISTS - 1; index > 1 && largest == 0; index--) {
    if (!IsListEmpty(&heap->FreeLists[index])) largest = index;
  }
  RtlpUnlockHeap(heap, Flags);
  return largest != 0 ? (largest - 1) * HEAP_UNIT : 0;
}

// Class 0, HeapCompatibilityInformation: 0 standard heap. There is no other front end here.
NOINLINE NTSTATUS NTAPI RtlQueryHeapInformation(PVOID HeapHandle, ULONG HeapInformationClass,
                                                PVOID HeapInformation,
                                                SIZE_T HeapInformationLength,
                                                PSIZE_T ReturnLength) {
  PHEAP heap = HeapHandle;
  if (HeapInformationClass != 0) return STATUS_INVALID_PARAMETER;
  if (ReturnLength != NULL) *ReturnLength = sizeof(ULONG);
  if (HeapInformationLength < sizeof(ULONG)) return STATUS_BUFFER_TOO_SMALL;
  *(PULONG)HeapInformation = heap->FrontEndHeapType;
  return STATUS_SUCCESS;
}

NOINLINE NTSTATUS NTAPI RtlSetHeapInformation(PVOID HeapHandle, ULONG HeapInformationClass,
                                              PVOID HeapInformation,
                                              SIZE_T HeapInformationLength) {
  PHEAP heap = HeapHandle;
  if (HeapInformationClass != 0) return STATUS_INVALID_PARAMETER;
  if (HeapInformationLength < sizeof(ULONG)) return STATUS_BUFFER_TOO_SMALL;
  return *(PULONG)HeapInformation == heap->FrontEndHeapType ? STATUS_SUCCESS : STATUS_UNSUCCESSFUL;
}
