// SPDX-License-Identifier: MIT
// RtlWalkHeap: each segment, its blocks, its uncommitted range; then the virtual blocks. Every call
// finds its place again from the entry of the call before.
#include "heapp.h"

#define VIRTUAL_BLOCKS HEAP_MAXIMUM_SEGMENTS  // SegmentIndex of virtual blocks

static void DescribeBlock(PHEAP heap, PHEAP_ENTRY block, PRTL_HEAP_WALK_ENTRY entry) {
  entry->DataAddress = block + 1;
  entry->SegmentIndex = block->SegmentIndex;
  memset(&entry->Block, 0, sizeof(entry->Block));
  if (block->Flags & HEAP_ENTRY_BUSY) {
    entry->DataSize = RtlSizeHeap(heap, 0, block + 1);
    entry->OverheadBytes = block->UnusedBytes;
    entry->Flags = RTL_HEAP_BUSY;
  } else {
    entry->DataSize = (block->Size - 1) * HEAP_UNIT;
    entry->OverheadBytes = HEAP_UNIT;
    entry->Flags = 0;
  }
}

static NTSTATUS DescribeVirtualBlock(PHEAP heap, PLIST_ENTRY link, PRTL_HEAP_WALK_ENTRY entry) {
  if (link == &heap->VirtualAllocdBlocks) return STATUS_NO_MORE_ENTRIES;
  PHEAP_VIRTUAL_ALLOC_ENTRY block = CONTAINING_RECORD(link, HEAP_VIRTUAL_ALLOC_ENTRY, Entry);
  memset(&entry->Block, 0, sizeof(entry->Block));
  entry->DataAddress = block + 1;
  entry->DataSize = RtlSizeHeap(heap, 0, block + 1);
  entry->OverheadBytes = sizeof(*block);
  entry->SegmentIndex = VIRTUAL_BLOCKS;
  entry->Flags = RTL_HEAP_BUSY;
  return STATUS_SUCCESS;
}

static NTSTATUS DescribeSegmentFrom(PHEAP heap, ULONG index, PRTL_HEAP_WALK_ENTRY entry) {
  while (index < HEAP_MAXIMUM_SEGMENTS && heap->Segments[index] == NULL) index++;
  if (index == HEAP_MAXIMUM_SEGMENTS) {
    return DescribeVirtualBlock(heap, heap->VirtualAllocdBlocks.Flink, entry);
  }
  PHEAP_SEGMENT segment = heap->Segments[index];
  entry->DataAddress = segment;
  entry->DataSize = 0;
  entry->OverheadBytes = sizeof(*segment);
  entry->SegmentIndex = (BYTE)index;
  entry->Flags = RTL_HEAP_SEGMENT;
  entry->Segment.UnCommittedSize = segment->NumberOfUnCommittedPages * PAGE_SIZE;
  entry->Segment.CommittedSize =
      segment->NumberOfPages * PAGE_SIZE - entry->Segment.UnCommittedSize;
  entry->Segment.FirstEntry = segment->FirstEntry;
  entry->Segment.LastEntry = segment->LastValidEntry;
  return STATUS_SUCCESS;
}

static NTSTATUS DescribeRange(PHEAP heap, PHEAP_SEGMENT segment, PRTL_HEAP_WALK_ENTRY entry) {
  PHEAP_UNCOMMMTTED_RANGE range = segment->UnCommittedRanges;
  if (range == NULL) return DescribeSegmentFrom(heap, entry->SegmentIndex + 1u, entry);
  memset(&entry->Block, 0, sizeof(entry->Block));
  entry->DataAddress = (PVOID)range->Address;
  entry->DataSize = range->Size;
  entry->OverheadBytes = 0;
  entry->Flags = RTL_HEAP_UNCOMMITTED_RANGE;
  return STATUS_SUCCESS;
}

static NTSTATUS Advance(PHEAP heap, PRTL_HEAP_WALK_ENTRY entry) {
  if (entry->DataAddress == NULL) return DescribeSegmentFrom(heap, 0, entry);
  if (entry->SegmentIndex == VIRTUAL_BLOCKS) {
    PHEAP_VIRTUAL_ALLOC_ENTRY block = (PHEAP_VIRTUAL_ALLOC_ENTRY)entry->DataAddress - 1;
    return DescribeVirtualBlock(heap, block->Entry.Flink, entry);
  }
  PHEAP_SEGMENT segment = NULL;
  if (entry->SegmentIndex < HEAP_MAXIMUM_SEGMENTS) segment = heap->Segments[entry->SegmentIndex];
  if (segment == NULL) return STATUS_INVALID_PARAMETER;
  if (entry->Flags & RTL_HEAP_SEGMENT) {
    DescribeBlock(heap, segment->FirstEntry, entry);
    return STATUS_SUCCESS;
  }
  if (entry->Flags & RTL_HEAP_UNCOMMITTED_RANGE) {
    return DescribeSegmentFrom(heap, entry->SegmentIndex + 1u, entry);
  }
  PHEAP_ENTRY block = (PHEAP_ENTRY)entry->DataAddress - 1;
  if (block->Flags & HEAP_ENTRY_LAST_ENTRY) return DescribeRange(heap, segment, entry);
  DescribeBlock(heap, RtlpNextEntry(block), entry);
  return STATUS_SUCCESS;
}

// STATUS_NO_MORE_ENTRIES behind the last one.
NOINLINE NTSTATUS NTAPI RtlWalkHeap(PVOID HeapHandle, PRTL_HEAP_WALK_ENTRY Entry) {
  PHEAP heap = HeapHandle;
  if (heap->Signature != HEAP_SIGNATURE) return STATUS_INVALID_PARAMETER;
  RtlpLockHeap(heap, 0);
  NTSTATUS status = Advance(heap, Entry);
  RtlpUnlockHeap(heap, 0);
  return status;
}
