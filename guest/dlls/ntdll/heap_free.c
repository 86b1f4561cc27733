// SPDX-License-Identifier: MIT
#include "heapp.h"
#include "mark.h"

static void FreeVirtualBlock(PHEAP_ENTRY entry) {
  PHEAP_VIRTUAL_ALLOC_ENTRY block =
      CONTAINING_RECORD(entry, HEAP_VIRTUAL_ALLOC_ENTRY, BusyBlock);
  PVOID base = block;
  SIZE_T size = 0;
  RemoveEntryList(&block->Entry);
  NtFreeVirtualMemory(NtCurrentProcess(), &base, &size, MEM_RELEASE);
}

static BOOLEAN IsBusyBlock(PHEAP heap, PHEAP_ENTRY entry) {
  if (((ULONG_PTR)entry & (HEAP_UNIT - 1)) != 0 || !(entry->Flags & HEAP_ENTRY_BUSY)) return FALSE;
  if (entry->Flags & HEAP_ENTRY_VIRTUAL_ALLOC) return TRUE;
  return entry->SegmentIndex < HEAP_MAXIMUM_SEGMENTS &&
         heap->Segments[entry->SegmentIndex] != NULL;
}

NOINLINE LOGICAL NTAPI RtlFreeHeap(PVOID HeapHandle, ULONG Flags, PVOID BaseAddress) {
  PHEAP heap = HeapHandle;
  if (BaseAddress == NULL) return TRUE;
  PHEAP_ENTRY entry = (PHEAP_ENTRY)BaseAddress - 1;
  LOGICAL done = FALSE;
  RtlpLockHeap(heap, Flags);
  if (RtlpCheckBeforeCall(heap, entry) && IsBusyBlock(heap, entry) && RtlpCheckTail(heap, entry)) {
    MARK_HEAP(mark_heap_freed, heap, BaseAddress, 0);
    if (entry->Flags & HEAP_ENTRY_VIRTUAL_ALLOC) {
      FreeVirtualBlock(entry);
    } else {
      entry->Flags &= HEAP_ENTRY_LAST_ENTRY;
      RtlpInsertFreeBlock(heap, RtlpCoalesceFreeBlocks(heap, entry));
    }
    done = TRUE;
  }
  RtlpUnlockHeap(heap, Flags);
  if (!done) RtlSetLastWin32ErrorAndNtStatusFromNtStatus(STATUS_INVALID_PARAMETER);
  return done;
}
