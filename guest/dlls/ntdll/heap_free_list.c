// SPDX-License-Identifier: MIT
// FreeLists[n] holds free blocks of n units; list 0 the larger ones, smallest first.
#include "heapp.h"

static ULONG ListIndex(ULONG units) { return units < HEAP_MAXIMUM_FREELISTS ? units : 0; }

static PHEAP_ENTRY EntryOf(PLIST_ENTRY link) {
  return &CONTAINING_RECORD(link, HEAP_FREE_ENTRY, FreeList)->Entry;
}

void RtlpInsertFreeBlock(PHEAP Heap, PHEAP_ENTRY Entry) {
  ULONG index = ListIndex(Entry->Size);
  PLIST_ENTRY head = &Heap->FreeLists[index];
  PLIST_ENTRY before = head->Flink;
  Entry->Flags &= HEAP_ENTRY_LAST_ENTRY;
  Entry->SmallTagIndex = 0;
  Entry->UnusedBytes = 0;
  if (index == 0) {
    while (before != head && EntryOf(before)->Size < Entry->Size) before = before->Flink;
    Heap->NonDedicatedListLength++;
  } else {
    Heap->FreeListsInUseUlong[index / 32] |= 1u << (index % 32);
  }
  InsertTailList(before, &((PHEAP_FREE_ENTRY)Entry)->FreeList);
  Heap->TotalFreeSize += Entry->Size;
  RtlpFillFreeBlock(Heap, Entry);
}

void RtlpRemoveFreeBlock(PHEAP Heap, PHEAP_ENTRY Entry) {
  ULONG index = ListIndex(Entry->Size);
  RemoveEntryList(&((PHEAP_FREE_ENTRY)Entry)->FreeList);
  Heap->TotalFreeSize -= Entry->Size;
  if (index == 0) {
    Heap->NonDedicatedListLength--;
  } else if (IsListEmpty(&Heap->FreeLists[index])) {
    Heap->FreeListsInUseUlong[index / 32] &= ~(1u << (index % 32));
  }
}

PHEAP_ENTRY RtlpFindFreeBlock(PHEAP Heap, ULONG Units) {
  for (ULONG index = Units; index < HEAP_MAXIMUM_FREELISTS; index++) {
    if (Heap->FreeListsInUseUlong[index / 32] & 1u << (index % 32)) {
      return EntryOf(Heap->FreeLists[index].Flink);
    }
  }
  PLIST_ENTRY head = &Heap->FreeLists[0];
  for (PLIST_ENTRY link = head->Flink; link != head; link = link->Flink) {
    if (EntryOf(link)->Size >= Units) return EntryOf(link);
  }
  return NULL;
}
