// SPDX-License-Identifier: MIT
#include "heapp.h"
#include "mark.h"

// Blocks above the threshold are allocations of their own.
static NOINLINE PVOID RtlpAllocateVirtualBlock(PHEAP heap, SIZE_T size) {
  SIZE_T tail = heap->Flags & HEAP_TAIL_CHECKING_ENABLED ? HEAP_TAIL_SIZE : 0;
  SIZE_T bytes = ROUND_UP(size + sizeof(HEAP_VIRTUAL_ALLOC_ENTRY) + tail, PAGE_SIZE);
  PVOID base = NULL;
  if (!(heap->Flags & HEAP_GROWABLE)) return NULL;
  if (!NT_SUCCESS(NtAllocateVirtualMemory(NtCurrentProcess(), &base, 0, &bytes, MEM_COMMIT,
                                          PAGE_READWRITE))) {
    return NULL;
  }
  PHEAP_VIRTUAL_ALLOC_ENTRY block = base;
  block->CommitSize = bytes;
  block->ReserveSize = bytes;
  block->BusyBlock.Size = (USHORT)(bytes - size);
  block->BusyBlock.Flags =
      HEAP_ENTRY_BUSY | HEAP_ENTRY_EXTRA_PRESENT | HEAP_ENTRY_VIRTUAL_ALLOC;
  MARK_HEAP(mark_heap_reservation, heap, base, bytes);
  RtlpFillTail(heap, &block->BusyBlock, block + 1, size);
  InsertTailList(&heap->VirtualAllocdBlocks, &block->Entry);
  return block + 1;
}

static PVOID AllocateBlock(PHEAP heap, SIZE_T size, ULONG units) {
  PHEAP_ENTRY entry = RtlpFindFreeBlock(heap, units);
  if (entry != NULL) {
    RtlpRemoveFreeBlock(heap, entry);
    RtlpCheckFreeBlock(entry);
  } else {
    entry = RtlpExtendHeap(heap, units);
    if (entry == NULL) return NULL;
  }
  entry->Flags = (entry->Flags & HEAP_ENTRY_LAST_ENTRY) | HEAP_ENTRY_BUSY;
  RtlpSplitBlock(heap, entry, units);
  entry->SmallTagIndex = 0;
  RtlpFinishBlock(heap, entry, size);
  return entry + 1;
}

static NOINLINE void RtlpRaiseNoMemory(SIZE_T size) {
  EXCEPTION_RECORD record;
  record.ExceptionCode = STATUS_NO_MEMORY;
  record.ExceptionFlags = 0;
  record.ExceptionRecord = NULL;
  record.NumberParameters = 1;
  record.ExceptionInformation[0] = size;
  RtlRaiseException(&record);
}

NOINLINE PVOID NTAPI RtlAllocateHeap(PVOID HeapHandle, ULONG Flags, SIZE_T Size) {
  PHEAP heap = HeapHandle;
  PVOID block = NULL;
  if (Size <= heap->MaximumAllocationSize) {
    ULONG units = RtlpBlockUnits(heap, Size);
    RtlpLockHeap(heap, Flags);
    if (!RtlpCheckBeforeCall(heap, NULL)) {
      block = NULL;
    } else if (units <= heap->VirtualMemoryThreshold) {
      block = AllocateBlock(heap, Size, units);
    } else {
      block = RtlpAllocateVirtualBlock(heap, Size);
    }
    RtlpUnlockHeap(heap, Flags);
  }
  if (block == NULL) {
    if ((heap->Flags | Flags) & HEAP_GENERATE_EXCEPTIONS) RtlpRaiseNoMemory(Size);
    return NULL;
  }
  if (Flags & HEAP_ZERO_MEMORY) {
    memset(block, 0, Size);
  } else {
    RtlpFillAllocatedBlock(heap, block, Size);
  }
  MARK_HEAP(mark_heap_allocated, heap, block, Size);
  return block;
}
