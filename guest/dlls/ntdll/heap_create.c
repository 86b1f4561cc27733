// SPDX-License-Identifier: MIT
// RtlCreateHeap: header, lock, range descriptors and segment 0 share the first page.
#include "heapp.h"

#define DEFAULT_RESERVE 0x10000
#define KEPT_FLAGS (HEAP_NO_SERIALIZE | HEAP_GROWABLE | HEAP_GENERATE_EXCEPTIONS | 0x10000)

static void InitializeHeader(PHEAP heap, ULONG flags) {
  PPEB peb = NtCurrentPeb();
  heap->Entry.Size = HEAP_SEGMENT0_OFFSET / HEAP_UNIT;
  heap->Entry.Flags = HEAP_ENTRY_BUSY;
  heap->Signature = HEAP_SIGNATURE;
  heap->ForceFlags = RtlpHeapFlagsFromGlobalFlags(peb->NtGlobalFlag);
  heap->Flags = (flags & (KEPT_FLAGS | 0xf000)) | heap->ForceFlags;
  heap->VirtualMemoryThreshold = HEAP_MAXIMUM_BLOCK_SIZE;
  heap->SegmentReserve = peb->HeapSegmentReserve;
  heap->SegmentCommit = peb->HeapSegmentCommit;
  heap->DeCommitFreeBlockThreshold = peb->HeapDeCommitFreeBlockThreshold / HEAP_UNIT;
  heap->DeCommitTotalFreeThreshold = peb->HeapDeCommitTotalFreeThreshold / HEAP_UNIT;
  heap->MaximumAllocationSize = 0x7ffdefff;
  heap->HeaderValidateLength = sizeof(HEAP);
  heap->AlignRound = HEAP_UNIT + HEAP_UNIT - 1;
  if (heap->Flags & HEAP_TAIL_CHECKING_ENABLED) heap->AlignRound += HEAP_TAIL_SIZE;
  heap->AlignMask = ~7u;
  InitializeListHead(&heap->VirtualAllocdBlocks);
  for (ULONG index = 0; index < HEAP_MAXIMUM_FREELISTS; index++) {
    InitializeListHead(&heap->FreeLists[index]);
  }
}

NOINLINE PVOID NTAPI RtlCreateHeap(ULONG Flags, PVOID HeapBase, SIZE_T ReserveSize,
                                   SIZE_T CommitSize, PVOID Lock, PVOID Parameters) {
  if (HeapBase != NULL || Parameters != NULL) return NULL;
  SIZE_T commit = ROUND_UP(CommitSize ? CommitSize : PAGE_SIZE, PAGE_SIZE);
  SIZE_T reserve = ROUND_UP(ReserveSize ? ReserveSize : DEFAULT_RESERVE, ALLOCATION_GRANULARITY);
  if (reserve < commit) reserve = ROUND_UP(commit, ALLOCATION_GRANULARITY);
  if (commit > HEAP_MAXIMUM_BLOCK_SIZE * HEAP_UNIT) {
    commit = HEAP_MAXIMUM_BLOCK_SIZE * HEAP_UNIT & ~(PAGE_SIZE - 1);
  }

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

  PHEAP heap = base;
  InitializeHeader(heap, Flags);
  if (!(Flags & HEAP_NO_SERIALIZE)) {
    heap->LockVariable = Lock ? Lock : (PVOID)((PCHAR)base + HEAP_LOCK_OFFSET);
    if (Lock == NULL) RtlInitializeCriticalSection(heap->LockVariable);
  }
  PHEAP_SEGMENT segment = (PHEAP_SEGMENT)((PCHAR)base + HEAP_SEGMENT0_OFFSET);
  PHEAP_ENTRY first = (PHEAP_ENTRY)(segment + 1);
  segment->Entry.PreviousSize = heap->Entry.Size;
  RtlpInitializeHeapSegment(heap, segment, 0, base, reserve, commit,
                            (PHEAP_UNCOMMMTTED_RANGE)((PCHAR)base + HEAP_UCR_OFFSET), first);
  RtlpInsertFreeBlock(heap, first);
  RtlpAddHeapToProcessList(heap);
  return heap;
}

// Returns NULL when the heap is gone, else the handle: the process heap cannot be destroyed.
NOINLINE PVOID NTAPI RtlDestroyHeap(PVOID HeapHandle) {
  PHEAP heap = HeapHandle;
  if (heap == NULL || heap == NtCurrentPeb()->ProcessHeap) return HeapHandle;
  RtlpRemoveHeapFromProcessList(heap);
  if (heap->LockVariable != NULL) RtlDeleteCriticalSection(heap->LockVariable);
  SIZE_T size;
  while (!IsListEmpty(&heap->VirtualAllocdBlocks)) {
    PVOID block = heap->VirtualAllocdBlocks.Flink;
    RemoveEntryList(block);
    size = 0;
    NtFreeVirtualMemory(NtCurrentProcess(), &block, &size, MEM_RELEASE);
  }
  for (LONG index = HEAP_MAXIMUM_SEGMENTS - 1; index >= 0; index--) {
    if (heap->Segments[index] == NULL) continue;
    PVOID base = heap->Segments[index]->BaseAddress;
    size = 0;
    NtFreeVirtualMemory(NtCurrentProcess(), &base, &size, MEM_RELEASE);
  }
  return NULL;
}
