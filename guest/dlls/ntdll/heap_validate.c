// SPDX-License-Identifier: MIT
// RtlValidateHeap: do blocks, lists, counts and fill patterns agree?
#include "heapp.h"

typedef struct {
  SIZE_T Units;
  ULONG Blocks;
} FREE_COUNT;

static BOOLEAN IsInSegment(PHEAP heap, const void *address) {
  for (ULONG index = 0; index < HEAP_MAXIMUM_SEGMENTS; index++) {
    PHEAP_SEGMENT segment = heap->Segments[index];
    if (segment == NULL) continue;
    ULONG_PTR committed = (ULONG_PTR)segment->LastValidEntry;
    committed -= segment->NumberOfUnCommittedPages * PAGE_SIZE;
    if ((ULONG_PTR)address >= (ULONG_PTR)segment->FirstEntry && (ULONG_PTR)address < committed) {
      return TRUE;
    }
  }
  return FALSE;
}

static BOOLEAN IsVirtualBlock(PHEAP heap, const HEAP_ENTRY *entry) {
  PLIST_ENTRY head = &heap->VirtualAllocdBlocks;
  for (PLIST_ENTRY link = head->Flink; link != head; link = link->Flink) {
    if (&CONTAINING_RECORD(link, HEAP_VIRTUAL_ALLOC_ENTRY, Entry)->BusyBlock == entry) return TRUE;
  }
  return FALSE;
}

BOOLEAN RtlpValidateHeapEntry(PHEAP Heap, PHEAP_ENTRY Entry) {
  if (((ULONG_PTR)Entry & (HEAP_UNIT - 1)) != 0) return FALSE;
  if (!IsInSegment(Heap, Entry)) return IsVirtualBlock(Heap, Entry) && RtlpCheckTail(Heap, Entry);
  if (!(Entry->Flags & HEAP_ENTRY_BUSY) || Entry->Size == 0) return FALSE;
  if (Entry->SegmentIndex >= HEAP_MAXIMUM_SEGMENTS) return FALSE;
  PHEAP_SEGMENT segment = Heap->Segments[Entry->SegmentIndex];
  if (segment == NULL || Entry < segment->FirstEntry) return FALSE;
  if (!(Entry->Flags & HEAP_ENTRY_LAST_ENTRY)) {
    PHEAP_ENTRY next = RtlpNextEntry(Entry);
    if (next >= segment->LastValidEntry || next->PreviousSize != Entry->Size) return FALSE;
  }
  if (Entry != segment->FirstEntry && RtlpPreviousEntry(Entry)->Size != Entry->PreviousSize) {
    return FALSE;
  }
  return RtlpCheckTail(Heap, Entry);
}

static BOOLEAN ValidateSegment(PHEAP heap, PHEAP_SEGMENT segment, FREE_COUNT *count) {
  PHEAP_ENTRY entry = segment->FirstEntry;
  USHORT previous = segment->Entry.Size;
  if (segment->Signature != HEAP_SEGMENT_SIGNATURE || segment->Heap != heap) return FALSE;
  while (entry < segment->LastValidEntry) {
    if (entry->Size == 0 || entry->PreviousSize != previous) return FALSE;
    if (heap->Segments[entry->SegmentIndex % HEAP_MAXIMUM_SEGMENTS] != segment) return FALSE;
    if (entry->Flags & HEAP_ENTRY_BUSY) {
      if (!RtlpCheckTail(heap, entry)) return FALSE;
    } else {
      count->Units += entry->Size;
      count->Blocks++;
      if (!RtlpCheckFreeBlock(entry)) return FALSE;
    }
    if (entry->Flags & HEAP_ENTRY_LAST_ENTRY) return segment->LastEntryInSegment == entry;
    previous = entry->Size;
    entry = RtlpNextEntry(entry);
  }
  return FALSE;
}

static BOOLEAN ValidateFreeList(PHEAP heap, ULONG index, FREE_COUNT *count) {
  PLIST_ENTRY head = &heap->FreeLists[index];
  BOOLEAN used = (heap->FreeListsInUseUlong[index / 32] >> index % 32 & 1) != 0;
  USHORT least = 0;
  ULONG length = 0;
  if (index != 0 && used != !IsListEmpty(head)) return FALSE;
  for (PLIST_ENTRY link = head->Flink; link != head; link = link->Flink) {
    PHEAP_ENTRY entry = &CONTAINING_RECORD(link, HEAP_FREE_ENTRY, FreeList)->Entry;
    if (!IsInSegment(heap, entry) || link->Flink->Blink != link || link->Blink->Flink != link) {
      return FALSE;
    }
    if ((entry->Flags & HEAP_ENTRY_BUSY) || entry->Size < least) return FALSE;
    if (index != 0 ? entry->Size != index : entry->Size < HEAP_MAXIMUM_FREELISTS) return FALSE;
    if (index == 0) least = entry->Size;
    count->Units += entry->Size;
    count->Blocks++;
    length++;
  }
  return index != 0 || length == heap->NonDedicatedListLength;
}

static BOOLEAN ValidateVirtualBlocks(PHEAP heap) {
  PLIST_ENTRY head = &heap->VirtualAllocdBlocks;
  for (PLIST_ENTRY link = head->Flink; link != head; link = link->Flink) {
    PHEAP_VIRTUAL_ALLOC_ENTRY block = CONTAINING_RECORD(link, HEAP_VIRTUAL_ALLOC_ENTRY, Entry);
    if (((ULONG_PTR)block & (ALLOCATION_GRANULARITY - 1)) != 0 || link->Flink->Blink != link ||
        !(block->BusyBlock.Flags & HEAP_ENTRY_VIRTUAL_ALLOC) ||
        block->CommitSize > block->ReserveSize || block->BusyBlock.Size >= block->CommitSize ||
        !RtlpCheckTail(heap, &block->BusyBlock)) {
      return FALSE;
    }
  }
  return TRUE;
}

BOOLEAN RtlpValidateHeap(PHEAP Heap) {
  FREE_COUNT in_segments = {0, 0}, in_lists = {0, 0};
  if (Heap->Signature != HEAP_SIGNATURE) return FALSE;
  for (ULONG index = 0; index < HEAP_MAXIMUM_SEGMENTS; index++) {
    PHEAP_SEGMENT segment = Heap->Segments[index];
    if (segment != NULL && !ValidateSegment(Heap, segment, &in_segments)) return FALSE;
  }
  for (ULONG index = 0; index < HEAP_MAXIMUM_FREELISTS; index++) {
    if (!ValidateFreeList(Heap, index, &in_lists)) return FALSE;
  }
  return in_segments.Units == in_lists.Units && in_segments.Blocks == in_lists.Blocks &&
         in_segments.Units == Heap->TotalFreeSize && ValidateVirtualBlocks(Heap);
}

// With an address: that block only.
NOINLINE BOOLEAN NTAPI RtlValidateHeap(PVOID HeapHandle, ULONG Flags, const void *BaseAddress) {
  PHEAP heap = HeapHandle;
  if (heap->Signature != HEAP_SIGNATURE) return FALSE;
  RtlpLockHeap(heap, Flags);
  BOOLEAN valid = BaseAddress != NULL
                      ? RtlpValidateHeapEntry(heap, (PHEAP_ENTRY)BaseAddress - 1)
                      : RtlpValidateHeap(heap);
  RtlpUnlockHeap(heap, Flags);
  return valid;
}

// The checks that the heap was created with, before a call changes it. Entry may be NULL.
BOOLEAN RtlpCheckBeforeCall(PHEAP Heap, PHEAP_ENTRY Entry) {
  if ((Heap->Flags & HEAP_VALIDATE_ALL_ENABLED) && !RtlpValidateHeap(Heap)) {
    RtlpBreakPointHeap(Heap);
    return FALSE;
  }
  if (Entry == NULL) return TRUE;
  if ((Heap->Flags & HEAP_VALIDATE_PARAMETERS_ENABLED) && !RtlpValidateHeapEntry(Heap, Entry)) {
    RtlpBreakPointHeap(Entry);
    return FALSE;
  }
  return TRUE;
}
