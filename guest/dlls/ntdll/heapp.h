// SPDX-License-Identifier: MIT
// What the heap's files share.
#pragma once

#include "nt/heap.h"
#include "rtlp.h"

#define HEAP_UNIT 8                        // bytes
#define HEAP_MAXIMUM_BLOCK_SIZE 0xfe00     // units
#define HEAP_SEGMENT0_OFFSET 0x640
#define HEAP_UCR_OFFSET 0x588              // eight range descriptors between HEAP and its lock
#define HEAP_LOCK_OFFSET 0x608
#define HEAP_TAIL_SIZE 8                   // bytes of pattern behind a checked block
#define PAGE_SIZE 0x1000u
#define ALLOCATION_GRANULARITY 0x10000u
#define ROUND_UP(value, unit) (((value) + (unit)-1) & ~((SIZE_T)(unit)-1))

static inline PHEAP_ENTRY RtlpNextEntry(PHEAP_ENTRY entry) { return entry + entry->Size; }
static inline PHEAP_ENTRY RtlpPreviousEntry(PHEAP_ENTRY entry) {
  return entry - entry->PreviousSize;
}

void RtlpInsertFreeBlock(PHEAP Heap, PHEAP_ENTRY Entry);
void RtlpRemoveFreeBlock(PHEAP Heap, PHEAP_ENTRY Entry);
PHEAP_ENTRY RtlpFindFreeBlock(PHEAP Heap, ULONG Units);  // NULL: none is large enough

// Turns `Entry` (free, in no list) and its free neighbours into one block; still in no list.
PHEAP_ENTRY RtlpCoalesceFreeBlocks(PHEAP Heap, PHEAP_ENTRY Entry);
// Cuts `Entry` (busy) to `Units`; a rest of two units or more becomes a free block.
void RtlpSplitBlock(PHEAP Heap, PHEAP_ENTRY Entry, ULONG Units);
// After a change of Entry's size: the neighbour above, or the segment, must know.
void RtlpFixNextEntry(PHEAP Heap, PHEAP_ENTRY Entry);

void RtlpInitializeHeapSegment(PHEAP Heap, PHEAP_SEGMENT Segment, BYTE Index, PVOID Base,
                               SIZE_T Reserve, SIZE_T Commit, PHEAP_UNCOMMMTTED_RANGE Range,
                               PHEAP_ENTRY FirstEntry);
// Commits more memory; returns a free block of at least `Units`, in no list, or NULL.
PHEAP_ENTRY RtlpExtendHeap(PHEAP Heap, ULONG Units);

// Units of a block for `Size` bytes: header, bytes, tail and HEAP_ENTRY_EXTRA if tails are checked.
ULONG RtlpBlockUnits(PHEAP Heap, SIZE_T Size);
// What the header and the tail of a busy block say of its `Size` bytes.
void RtlpFinishBlock(PHEAP Heap, PHEAP_ENTRY Entry, SIZE_T Size);

// Patterns, which each do nothing if the heap has not that check; FALSE: written over.
void RtlpFillAllocatedBlock(PHEAP Heap, PVOID Block, SIZE_T Size);
void RtlpFillFreeBlock(PHEAP Heap, PHEAP_ENTRY Entry);
BOOLEAN RtlpCheckFreeBlock(PHEAP_ENTRY Entry);
void RtlpFillTail(PHEAP Heap, PHEAP_ENTRY Entry, PVOID Block, SIZE_T Size);
BOOLEAN RtlpCheckTail(PHEAP Heap, const HEAP_ENTRY *Entry);
// Stops in a debugger, if there is one.
void RtlpBreakPointHeap(PVOID Address);

// With the heap's lock held.
BOOLEAN RtlpValidateHeap(PHEAP Heap);
BOOLEAN RtlpValidateHeapEntry(PHEAP Heap, PHEAP_ENTRY Entry);
BOOLEAN RtlpCheckBeforeCall(PHEAP Heap, PHEAP_ENTRY Entry);

ULONG RtlpHeapFlagsFromGlobalFlags(ULONG GlobalFlags);
void RtlpAddHeapToProcessList(PHEAP Heap);
void RtlpRemoveHeapFromProcessList(PHEAP Heap);

static inline void RtlpLockHeap(PHEAP heap, ULONG flags) {
  if (!((heap->Flags | flags) & HEAP_NO_SERIALIZE)) RtlEnterCriticalSection(heap->LockVariable);
}
static inline void RtlpUnlockHeap(PHEAP heap, ULONG flags) {
  if (!((heap->Flags | flags) & HEAP_NO_SERIALIZE)) RtlLeaveCriticalSection(heap->LockVariable);
}
