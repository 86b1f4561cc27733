// SPDX-License-Identifier: MIT
// Fill patterns, and what is done when one was written over. Source: MSDN, GFlags, "Heap tail
// checking", "Heap free checking".
#include "heapp.h"

#define ALLOC_HEAP_FILL 0xbaadf00d
#define FREE_HEAP_FILL 0xfeeefeee
#define CHECK_HEAP_TAIL_FILL 0xab

static const struct {
  ULONG GlobalFlag, HeapFlag;
} CheckTable[] = {
    {FLG_HEAP_ENABLE_TAIL_CHECK, HEAP_TAIL_CHECKING_ENABLED},
    {FLG_HEAP_ENABLE_FREE_CHECK, HEAP_FREE_CHECKING_ENABLED},
    {FLG_HEAP_VALIDATE_PARAMETERS, HEAP_VALIDATE_PARAMETERS_ENABLED},
    {FLG_HEAP_VALIDATE_ALL, HEAP_VALIDATE_ALL_ENABLED},
};

ULONG RtlpHeapFlagsFromGlobalFlags(ULONG GlobalFlags) {
  ULONG flags = 0;
  for (ULONG i = 0; i < sizeof(CheckTable) / sizeof(CheckTable[0]); i++) {
    if (GlobalFlags & CheckTable[i].GlobalFlag) flags |= CheckTable[i].HeapFlag;
  }
  return flags;
}

NOINLINE void RtlpBreakPointHeap(PVOID Address) {
  if (NtCurrentPeb()->BeingDebugged) DbgBreakPoint();
}

static void FillUlong(PVOID destination, SIZE_T bytes, ULONG pattern) {
  for (PULONG word = destination; bytes >= sizeof(ULONG); bytes -= sizeof(ULONG)) *word++ = pattern;
}

void RtlpFillAllocatedBlock(PHEAP Heap, PVOID Block, SIZE_T Size) {
  if (Heap->Flags & HEAP_FREE_CHECKING_ENABLED) FillUlong(Block, Size, ALLOC_HEAP_FILL);
}

void RtlpFillFreeBlock(PHEAP Heap, PHEAP_ENTRY Entry) {
  if (!(Heap->Flags & HEAP_FREE_CHECKING_ENABLED)) return;
  FillUlong((PHEAP_FREE_ENTRY)Entry + 1, Entry->Size * HEAP_UNIT - sizeof(HEAP_FREE_ENTRY),
            FREE_HEAP_FILL);
  Entry->Flags |= HEAP_ENTRY_FILL_PATTERN;
}

BOOLEAN RtlpCheckFreeBlock(PHEAP_ENTRY Entry) {
  if (!(Entry->Flags & HEAP_ENTRY_FILL_PATTERN)) return TRUE;
  const ULONG *end = (const ULONG *)(Entry + Entry->Size);
  for (const ULONG *word = (const ULONG *)((PHEAP_FREE_ENTRY)Entry + 1); word < end; word++) {
    if (*word == FREE_HEAP_FILL) continue;
    RtlpBreakPointHeap((PVOID)word);
    return FALSE;
  }
  return TRUE;
}

void RtlpFillTail(PHEAP Heap, PHEAP_ENTRY Entry, PVOID Block, SIZE_T Size) {
  if (!(Heap->Flags & HEAP_TAIL_CHECKING_ENABLED)) return;
  memset((PCHAR)Block + Size, CHECK_HEAP_TAIL_FILL, HEAP_TAIL_SIZE);
  Entry->Flags |= HEAP_ENTRY_FILL_PATTERN;
}

BOOLEAN RtlpCheckTail(PHEAP Heap, const HEAP_ENTRY *Entry) {
  if (!(Entry->Flags & HEAP_ENTRY_FILL_PATTERN)) return TRUE;
  const UCHAR *tail = (const UCHAR *)(Entry + 1) + RtlSizeHeap(Heap, 0, Entry + 1);
  for (ULONG i = 0; i < HEAP_TAIL_SIZE; i++) {
    if (tail[i] == CHECK_HEAP_TAIL_FILL) continue;
    RtlpBreakPointHeap((PVOID)(tail + i));
    return FALSE;
  }
  return TRUE;
}
