// SPDX-License-Identifier: MIT
// Size of blocks; splitting and joining of neighbours.
#include "heapp.h"

void RtlpFixNextEntry(PHEAP Heap, PHEAP_ENTRY Entry) {
  if (Entry->Flags & HEAP_ENTRY_LAST_ENTRY) {
    Heap->Segments[Entry->SegmentIndex]->LastEntryInSegment = Entry;
  } else {
    RtlpNextEntry(Entry)->PreviousSize = Entry->Size;
  }
}

static BOOLEAN CanJoin(PHEAP_ENTRY low, PHEAP_ENTRY high) {
  return (ULONG)low->Size + high->Size <= HEAP_MAXIMUM_BLOCK_SIZE;
}

static void Join(PHEAP heap, PHEAP_ENTRY low, PHEAP_ENTRY high) {
  low->Size += high->Size;
  low->Flags |= high->Flags & HEAP_ENTRY_LAST_ENTRY;
  RtlpFixNextEntry(heap, low);
}

PHEAP_ENTRY RtlpCoalesceFreeBlocks(PHEAP Heap, PHEAP_ENTRY Entry) {
  PHEAP_ENTRY previous = RtlpPreviousEntry(Entry);
  if (previous != Entry && !(previous->Flags & HEAP_ENTRY_BUSY) && CanJoin(previous, Entry)) {
    RtlpRemoveFreeBlock(Heap, previous);
    Join(Heap, previous, Entry);
    Entry = previous;
  }
  if (!(Entry->Flags & HEAP_ENTRY_LAST_ENTRY)) {
    PHEAP_ENTRY next = RtlpNextEntry(Entry);
    if (!(next->Flags & HEAP_ENTRY_BUSY) && CanJoin(Entry, next)) {
      RtlpRemoveFreeBlock(Heap, next);
      Join(Heap, Entry, next);
    }
  }
  return Entry;
}

ULONG RtlpBlockUnits(PHEAP Heap, SIZE_T Size) {
  SIZE_T bytes = ((Size ? Size : 1) + Heap->AlignRound) & Heap->AlignMask;
  if (Heap->Flags & HEAP_TAIL_CHECKING_ENABLED) bytes += sizeof(HEAP_ENTRY_EXTRA);
  return bytes / HEAP_UNIT;
}

void RtlpFinishBlock(PHEAP Heap, PHEAP_ENTRY Entry, SIZE_T Size) {
  Entry->UnusedBytes = (BYTE)(Entry->Size * HEAP_UNIT - Size);
  if (!(Heap->Flags & HEAP_TAIL_CHECKING_ENABLED)) return;
  PHEAP_ENTRY_EXTRA extra = (PHEAP_ENTRY_EXTRA)(Entry + Entry->Size) - 1;
  memset(extra, 0, sizeof(*extra));
  Entry->Flags |= HEAP_ENTRY_EXTRA_PRESENT;
  RtlpFillTail(Heap, Entry, Entry + 1, Size);
}

void RtlpSplitBlock(PHEAP Heap, PHEAP_ENTRY Entry, ULONG Units) {
  if (Entry->Size < Units + 2) return;
  PHEAP_ENTRY rest = Entry + Units;
  rest->Size = (USHORT)(Entry->Size - Units);
  rest->PreviousSize = (USHORT)Units;
  rest->SegmentIndex = Entry->SegmentIndex;
  rest->Flags = Entry->Flags & HEAP_ENTRY_LAST_ENTRY;
  Entry->Size = (USHORT)Units;
  Entry->Flags &= ~HEAP_ENTRY_LAST_ENTRY;
  RtlpFixNextEntry(Heap, rest);
  rest = RtlpCoalesceFreeBlocks(Heap, rest);
  RtlpInsertFreeBlock(Heap, rest);
}
