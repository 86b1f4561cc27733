// SPDX-License-Identifier: MIT
// A segment is one reservation, committed from its start upwards: at most one uncommitted range.
#include "heapp.h"
#include "mark.h"

NOINLINE void RtlpInitializeHeapSegment(PHEAP Heap, PHEAP_SEGMENT Segment, BYTE Index,
                                        PVOID Base, SIZE_T Reserve, SIZE_T Commit,
                                        PHEAP_UNCOMMMTTED_RANGE Range, PHEAP_ENTRY FirstEntry) {
  PHEAP_ENTRY header = &Segment->Entry;
  header->Size = (USHORT)(FirstEntry - header);
  header->Flags = HEAP_ENTRY_BUSY;
  header->SegmentIndex = Index;
  Segment->Signature = HEAP_SEGMENT_SIGNATURE;
  Segment->Heap = Heap;
  Segment->BaseAddress = Base;
  Segment->NumberOfPages = Reserve / PAGE_SIZE;
  Segment->FirstEntry = FirstEntry;
  Segment->LastValidEntry = (PHEAP_ENTRY)((PCHAR)Base + Reserve);
  Segment->NumberOfUnCommittedPages = (Reserve - Commit) / PAGE_SIZE;
  Segment->LargestUnCommittedRange = Reserve - Commit;
  if (Reserve > Commit) {
    Range->Next = NULL;
    Range->Address = (ULONG_PTR)Base + Commit;
    Range->Size = Reserve - Commit;
    Segment->UnCommittedRanges = Range;
    Segment->NumberOfUnCommittedRanges = 1;
  }
  Heap->Segments[Index] = Segment;
  Heap->LastSegmentIndex = Index;

  FirstEntry->Size = (USHORT)((PHEAP_ENTRY)((PCHAR)Base + Commit) - FirstEntry);
  FirstEntry->PreviousSize = header->Size;
  FirstEntry->SegmentIndex = Index;
  FirstEntry->Flags = HEAP_ENTRY_LAST_ENTRY;
  Segment->LastEntryInSegment = FirstEntry;
  MARK_HEAP(mark_heap_reservation, Heap, Base, Reserve);
}

// Moves the border between the committed and the uncommitted part up by `bytes` (whole pages).
static PHEAP_ENTRY CommitRange(PHEAP heap, PHEAP_SEGMENT segment, SIZE_T bytes) {
  PHEAP_UNCOMMMTTED_RANGE range = segment->UnCommittedRanges;
  PVOID address = (PVOID)range->Address;
  SIZE_T size = bytes;
  if (!NT_SUCCESS(NtAllocateVirtualMemory(NtCurrentProcess(), &address, 0, &size, MEM_COMMIT,
                                          PAGE_READWRITE))) {
    return NULL;
  }
  range->Address += bytes;
  range->Size -= bytes;
  segment->LargestUnCommittedRange = range->Size;
  segment->NumberOfUnCommittedPages -= bytes / PAGE_SIZE;
  if (range->Size == 0) {
    segment->UnCommittedRanges = NULL;
    segment->NumberOfUnCommittedRanges = 0;
  }
  PHEAP_ENTRY last = segment->LastEntryInSegment;
  PHEAP_ENTRY entry = address;
  entry->Size = (USHORT)(bytes / HEAP_UNIT);
  entry->PreviousSize = last->Size;
  entry->SegmentIndex = last->SegmentIndex;
  entry->Flags = HEAP_ENTRY_LAST_ENTRY;
  last->Flags &= ~HEAP_ENTRY_LAST_ENTRY;
  segment->LastEntryInSegment = entry;
  return RtlpCoalesceFreeBlocks(heap, entry);
}

static PHEAP_ENTRY AddSegment(PHEAP heap, SIZE_T bytes) {
  BYTE index = 0;
  while (index < HEAP_MAXIMUM_SEGMENTS && heap->Segments[index] != NULL) index++;
  if (index == HEAP_MAXIMUM_SEGMENTS || !(heap->Flags & HEAP_GROWABLE)) return NULL;

  SIZE_T commit = ROUND_UP(bytes + PAGE_SIZE, PAGE_SIZE);
  SIZE_T reserve = ROUND_UP(commit, ALLOCATION_GRANULARITY);
  if (reserve < heap->SegmentReserve) reserve = heap->SegmentReserve;
  PVOID base = NULL;
  if (!NT_SUCCESS(NtAllocateVirtualMemory(NtCurrentProcess(), &base, 0, &reserve, MEM_RESERVE,
                                          PAGE_READWRITE))) {
    return NULL;
  }
  if (!NT_SUCCESS(NtAllocateVirtualMemory(NtCurrentProcess(), &base, 0, &commit, MEM_COMMIT,
                                          PAGE_READWRITE))) {
    SIZE_T whole = 0;
    NtFreeVirtualMemory(NtCurrentProcess(), &base, &whole, MEM_RELEASE);
    return NULL;
  }
  PHEAP_SEGMENT segment = base;
  PHEAP_UNCOMMMTTED_RANGE range = (PHEAP_UNCOMMMTTED_RANGE)(segment + 1);
  PHEAP_ENTRY first = (PHEAP_ENTRY)(range + 1);
  RtlpInitializeHeapSegment(heap, segment, index, base, reserve, commit, range, first);
  return first;
}

PHEAP_ENTRY RtlpExtendHeap(PHEAP Heap, ULONG Units) {
  SIZE_T bytes = ROUND_UP((SIZE_T)Units * HEAP_UNIT, PAGE_SIZE);
  for (ULONG index = 0; index < HEAP_MAXIMUM_SEGMENTS; index++) {
    PHEAP_SEGMENT segment = Heap->Segments[index];
    if (segment == NULL || segment->LargestUnCommittedRange < bytes) continue;
    SIZE_T commit = bytes < Heap->SegmentCommit ? Heap->SegmentCommit : bytes;
    if (commit > segment->LargestUnCommittedRange) commit = segment->LargestUnCommittedRange;
    PHEAP_ENTRY entry = CommitRange(Heap, segment, commit);
    if (entry != NULL) return entry;
  }
  return AddSegment(Heap, bytes);
}
