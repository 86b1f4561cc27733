// SPDX-License-Identifier: MIT
// Questions about blocks, and change of a block's size.
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
  ULONG units = (((size ? size : 1) + heap->AlignRound) & heap->AlignMask) / HEAP_UNIT;
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
  entry->UnusedBytes = (BYTE)(entry->Size * HEAP_UNIT - size);
  return TRUE;
}

NOINLINE PVOID NTAPI RtlReAllocateHeap(PVOID HeapHandle, ULONG Flags, PVOID BaseAddress,
                                       SIZE_T Size) {
  PHEAP heap = HeapHandle;
  if (BaseAddress == NULL) return NULL;
  SIZE_T old_size = RtlSizeHeap(heap, Flags, BaseAddress);
  if (old_size == (SIZE_T)-1 || Size > heap->MaximumAllocationSize) return NULL;
  RtlpLockHeap(heap, Flags);
  BOOLEAN resized = ResizeInPlace(heap, (PHEAP_ENTRY)BaseAddress - 1, Size);
  RtlpUnlockHeap(heap, Flags);
  if (resized) {
    if ((Flags & HEAP_ZERO_MEMORY) && Size > old_size) {
      memset((PCHAR)BaseAddress + old_size, 0, Size - old_size);
    }
    return BaseAddress;
  }
  if (Flags & HEAP_REALLOC_IN_PLACE_ONLY) return NULL;
  PVOID moved = RtlAllocateHeap(heap, Flags, Size);
  if (moved == NULL) return NULL;
  memcpy(moved, BaseAddress, old_size < Size ? old_size : Size);
  RtlFreeHeap(heap, Flags, BaseAddress);
  return moved;
}

static BOOLEAN ValidateSegment(PHEAP_SEGMENT segment) {
  PHEAP_ENTRY entry = segment->FirstEntry;
  USHORT previous = segment->Entry.Size;
  while (entry < segment->LastValidEntry) {
    if (entry->Size == 0 || entry->PreviousSize != previous) return FALSE;
    if (entry->Flags & HEAP_ENTRY_LAST_ENTRY) return TRUE;
    previous = entry->Size;
    entry = RtlpNextEntry(entry);
  }
  return FALSE;
}

NOINLINE BOOLEAN NTAPI RtlValidateHeap(PVOID HeapHandle, ULONG Flags, const void *BaseAddress) {
  PHEAP heap = HeapHandle;
  if (heap->Signature != HEAP_SIGNATURE) return FALSE;
  if (BaseAddress != NULL) return RtlSizeHeap(heap, Flags, BaseAddress) != (SIZE_T)-1;
  BOOLEAN valid = TRUE;
  RtlpLockHeap(heap, Flags);
  for (ULONG index = 0; index < HEAP_MAXIMUM_SEGMENTS && valid; index++) {
    if (heap->Segments[index] != NULL) valid = ValidateSegment(heap->Segments[index]);
  }
  RtlpUnlockHeap(heap, Flags);
  return valid;
}
