// SPDX-License-Identifier: MIT
// A program that looks at its own heaps as a debugger would.
#include "nt/heap.h"

#include <stdio.h>

#include "nt/rtl.h"
#include "windows.h"

static PHEAP_ENTRY EntryOf(void *block) { return (PHEAP_ENTRY)block - 1; }

static void ShowHeader(const char *what, PHEAP heap) {
  PHEAP_SEGMENT segment = heap->Segments[0];
  printf("%s: signature %x, flags %x, forced %x\n", what, (unsigned)heap->Signature,
         (unsigned)heap->Flags, (unsigned)heap->ForceFlags);
  printf("threshold %x, align %x %x\n", (unsigned)heap->VirtualMemoryThreshold,
         (unsigned)heap->AlignRound, (unsigned)heap->AlignMask);
  printf("segment at %x, signature %x, first entry at %x, lock at %x\n",
         (unsigned)((char *)segment - (char *)heap), (unsigned)segment->Signature,
         (unsigned)((char *)segment->FirstEntry - (char *)heap),
         (unsigned)((char *)heap->LockVariable - (char *)heap));
  printf("in the list of the process: %d\n",
         NtCurrentPeb()->ProcessHeaps[heap->ProcessHeapsListIndex - 1] == (PVOID)heap);
}

static void ShowBlock(const char *what, void *block) {
  PHEAP_ENTRY entry = EntryOf(block);
  printf("%s: size %x, previous %x, flags %02x, unused %x\n", what, entry->Size,
         entry->PreviousSize, entry->Flags, entry->UnusedBytes);
}

static void Blocks(PHEAP heap) {
  void *blocks[6];
  for (int i = 0; i < 6; i++) blocks[i] = HeapAlloc(heap, 0, 16);
  ShowBlock("block of 16", blocks[2]);
  ULONG units = EntryOf(blocks[2])->Size;
  ULONG free_units = heap->TotalFreeSize;
  HeapFree(heap, 0, blocks[2]);
  printf("freed: total %x more, list %d, bit %d\n", (unsigned)(heap->TotalFreeSize - free_units),
         heap->FreeLists[units].Flink == (PLIST_ENTRY)blocks[2],
         (int)(heap->FreeListsInUseUlong[units / 32] >> units % 32 & 1));
  HeapFree(heap, 0, blocks[3]);
  printf("joined: size %x = 2 * %x, list of one %d, old bit %d\n", EntryOf(blocks[2])->Size,
         (unsigned)units, heap->FreeLists[2 * units].Flink->Flink == &heap->FreeLists[2 * units],
         (int)(heap->FreeListsInUseUlong[units / 32] >> units % 32 & 1));
  printf("next one's previous size %x\n", EntryOf(blocks[4])->PreviousSize);
}

static void Growth(PHEAP heap) {
  char *large = HeapAlloc(heap, 0, 0x90000);
  PHEAP_VIRTUAL_ALLOC_ENTRY entry = (PHEAP_VIRTUAL_ALLOC_ENTRY)large - 1;
  printf("large: in the list %d, commit %x, flags %02x\n",
         heap->VirtualAllocdBlocks.Flink == &entry->Entry, (unsigned)entry->CommitSize,
         entry->BusyBlock.Flags & ~HEAP_ENTRY_FILL_PATTERN);
  HeapFree(heap, 0, large);
  printf("list empty %d\n", heap->VirtualAllocdBlocks.Flink == &heap->VirtualAllocdBlocks);
  for (int i = 0; i < 12; i++) HeapAlloc(heap, 0, 0x10000);
  printf("segments 1 and 2: %d %d, last %d\n", heap->Segments[1] != NULL,
         heap->Segments[2] != NULL, heap->LastSegmentIndex);
  printf("of this heap %d, signature %x\n", heap->Segments[1]->Heap == heap,
         (unsigned)heap->Segments[1]->Signature);
}

// The sums of a walk and of the heap's own counts.
static void Walk(PHEAP heap) {
  PROCESS_HEAP_ENTRY entry = {.lpData = NULL};
  SIZE_T committed = 0, blocks = 0, free_bytes = 0, uncommitted = 0, ranges = 0;
  while (HeapWalk(heap, &entry)) {
    if (entry.wFlags & PROCESS_HEAP_REGION) {
      committed += entry.Region.dwCommittedSize;
      committed -= (char *)entry.Region.lpFirstBlock -
                   (char *)heap->Segments[entry.iRegionIndex]->BaseAddress;
      uncommitted += entry.Region.dwUnCommittedSize;
      continue;
    }
    if (entry.wFlags & PROCESS_HEAP_UNCOMMITTED_RANGE) {
      ranges += entry.cbData;
      continue;
    }
    blocks += entry.cbData + entry.cbOverhead;
    if (entry.wFlags == 0) free_bytes += entry.cbData + entry.cbOverhead;
  }
  printf("blocks fill the segments %d, ranges agree %d, free bytes agree %d\n",
         blocks == committed, ranges == uncommitted, free_bytes == heap->TotalFreeSize * 8);
}

int main(void) {
  PHEAP heap = HeapCreate(0, 0, 0);
  ShowHeader("process heap", NtCurrentPeb()->ProcessHeap);
  ShowHeader("heap of class 1", heap);
  Blocks(heap);
  Growth(heap);
  Walk(heap);
  printf("valid %d, all valid %d\n", RtlValidateHeap(heap, 0, NULL), RtlValidateProcessHeaps());
  heap->TotalFreeSize++;
  printf("a wrong total: %d", RtlValidateHeap(heap, 0, NULL));
  heap->TotalFreeSize--;
  heap->FreeListsInUseUlong[3] ^= 0x80000000;
  printf(", a wrong bit: %d", RtlValidateHeap(heap, 0, NULL));
  heap->FreeListsInUseUlong[3] ^= 0x80000000;
  heap->Segments[0]->FirstEntry->Size++;
  printf(", a wrong size: %d", RtlValidateHeap(heap, 0, NULL));
  heap->Segments[0]->FirstEntry->Size--;
  printf(", repaired: %d\n", RtlValidateHeap(heap, 0, NULL));
  return 0;
}
