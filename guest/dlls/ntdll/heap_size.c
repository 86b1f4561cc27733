// SPDX-License-Identifier: MIT
// Size of blocks, and change of a block's size.
#include "heapp.h"

// Requested bytes of a busy block; (SIZE_T)-1 if the address is none.
NOINLINE SIZE_T NTAPI RtlSizeHeap(PVOID HeapHandle, ULONG Flags, const void *BaseAddress) {
  const HEAP_ENTRY *entry = (const HEAP_ENTRY *)BaseAddress - 1;
  if (!(entry->Flags & HEAP_ENTRY_BUSY)) return (SIZE_T)-1;
  if (entry->Flags & HEAP_ENTRY_VIRTUAL_ALLOC) {
    const HEAP_VIRTUAL_ALLOC_ENTRY *block =
        CONTAINING_RECORD(entry, HEAP_VIRTUAL_ALLOC_ENTRY, BusyBlock);
    return block->CommitSize - entry->Size;
  }
  return entry->Size * HEAP_UNIT - entry->UnusedBytes;
}

static BOOLEAN ResizeInPlace(PHEAP heap, PHEAP_ENTRY entry, SIZE_T size) {
  if (entry->Flags & HEAP_ENTRY_VIRTUAL_ALLOC) return FALSE;
  ULONG units = RtlpBlockUnits(heap, size);
  if (units > entry->Size && !(entry->Flags & HEAP_ENTRY_LAST_ENTRY)) {
    PHEAP_ENTRY next = RtlpNextEntry(entry);
    ULONG joined = (ULONG)entry->Size + next->Size;
    if (!(next->Flags & HEAP_ENTRY_BUSY) && joined >= units &&
        joined <= HEAP_MAXIMUM_BLOCK_SIZE) {
      RtlpRemoveFreeBlock(heap, next);
      entry->Flags |= next->Flags & HEAP_ENTRY_LAST_ENTRY;
      entry->Size = (USHORT)joined;
      RtlpFixNextEntry(heap, entry);
    }
  }
  if (units > entry->Size) return FALSE;
  RtlpSplitBlock(heap, entry, units);
  RtlpFinishBlock(heap, entry, size);
  return TRUE;
}

static void FillGrownPart(PHEAP heap, ULONG flags, PVOID block, SIZE_T old_size, SIZE_T size) {
  if (size <= old_size) return;
  PCHAR grown = (PCHAR)block + old_size;
  if (flags & HEAP_ZERO_MEMORY) {
    memset(grown, 0, size - old_size);
  } else {
    RtlpFillAllocatedBlock(heap, grown, size - old_size);
  }
}

NOINLINE PVOID NTAPI RtlReAllocateHeap(PVOID HeapHandle, ULONG Flags, PVOID BaseAddress,
                                       SIZE_T Size) {
  PHEAP heap = HeapHandle;
  if (BaseAddress == NULL) return NULL;
  SIZE_T old_size = RtlSizeHeap(heap, Flags, BaseAddress);
  if (old_size == (SIZE_T)-1 || Size > heap->MaximumAllocationSize) return NULL;
  PHEAP_ENTRY entry = (PHEAP_ENTRY)BaseAddress - 1;
  RtlpLockHeap(heap, Flags);
  BOOLEAN sound = RtlpCheckBeforeCall(heap, entry) && RtlpCheckTail(heap, entry);
  BOOLEAN resized = sound && ResizeInPlace(heap, entry, Size);
  RtlpUnlockHeap(heap, Flags);
  if (resized) {
    FillGrownPart(heap, Flags, BaseAddress, old_size, Size);
    return BaseAddress;
  }
  if (!sound || (Flags & HEAP_REALLOC_IN_PLACE_ONLY)) return NULL;
  PVOID moved = RtlAllocateHeap(heap, Flags, Size);
  if (moved == NULL) return NULL;
  memcpy(moved, BaseAddress, old_size < Size ? old_size : Size);
  RtlFreeHeap(heap, Flags, BaseAddress);
  return moved;
}
