// SPDX-License-Identifier: MIT
// Heap structures, XP SP3. A unit is 8 bytes; sizes in headers count units, header included.
#pragma once

#include "winnt.h"

typedef struct _HEAP_ENTRY {
  USHORT Size;
  USHORT PreviousSize;
  BYTE SmallTagIndex;
  BYTE Flags;
  BYTE UnusedBytes;  // header included
  BYTE SegmentIndex;
} HEAP_ENTRY, *PHEAP_ENTRY;
_Static_assert(sizeof(HEAP_ENTRY) == 8, "");

#define HEAP_ENTRY_BUSY 0x01
#define HEAP_ENTRY_EXTRA_PRESENT 0x02
#define HEAP_ENTRY_FILL_PATTERN 0x04
#define HEAP_ENTRY_VIRTUAL_ALLOC 0x08
#define HEAP_ENTRY_LAST_ENTRY 0x10

// HEAP.Flags beside those that programs give. FLG_: bits of PEB.NtGlobalFlag that ask for them.
#define HEAP_TAIL_CHECKING_ENABLED 0x00000020
#define HEAP_FREE_CHECKING_ENABLED 0x00000040
#define HEAP_VALIDATE_ALL_ENABLED 0x20000000
#define HEAP_VALIDATE_PARAMETERS_ENABLED 0x40000000
#define FLG_HEAP_ENABLE_TAIL_CHECK 0x10
#define FLG_HEAP_ENABLE_FREE_CHECK 0x20
#define FLG_HEAP_VALIDATE_PARAMETERS 0x40
#define FLG_HEAP_VALIDATE_ALL 0x80

// The last 8 bytes of a block with HEAP_ENTRY_EXTRA_PRESENT.
typedef struct _HEAP_ENTRY_EXTRA {
  USHORT AllocatorBackTraceIndex;
  USHORT TagIndex;
  ULONG Settable;
} HEAP_ENTRY_EXTRA, *PHEAP_ENTRY_EXTRA;
_Static_assert(sizeof(HEAP_ENTRY_EXTRA) == 8, "");

typedef struct _HEAP_FREE_ENTRY {
  HEAP_ENTRY Entry;
  LIST_ENTRY FreeList;
} HEAP_FREE_ENTRY, *PHEAP_FREE_ENTRY;

typedef struct _HEAP_UNCOMMMTTED_RANGE {
  struct _HEAP_UNCOMMMTTED_RANGE *Next;
  ULONG_PTR Address;
  SIZE_T Size;
  ULONG filler;
} HEAP_UNCOMMMTTED_RANGE, *PHEAP_UNCOMMMTTED_RANGE;

struct _HEAP;

typedef struct _HEAP_SEGMENT {
  HEAP_ENTRY Entry;
  ULONG Signature;
  ULONG Flags;
  struct _HEAP *Heap;
  SIZE_T LargestUnCommittedRange;
  PVOID BaseAddress;
  ULONG NumberOfPages;
  PHEAP_ENTRY FirstEntry;
  PHEAP_ENTRY LastValidEntry;
  ULONG NumberOfUnCommittedPages;
  ULONG NumberOfUnCommittedRanges;
  PHEAP_UNCOMMMTTED_RANGE UnCommittedRanges;
  USHORT AllocatorBackTraceIndex;
  USHORT Reserved;
  PHEAP_ENTRY LastEntryInSegment;
  ULONG Padding;
} HEAP_SEGMENT, *PHEAP_SEGMENT;
_Static_assert(offsetof(HEAP_SEGMENT, BaseAddress) == 0x18, "");
_Static_assert(offsetof(HEAP_SEGMENT, UnCommittedRanges) == 0x30, "");
_Static_assert(offsetof(HEAP_SEGMENT, LastEntryInSegment) == 0x38, "");
_Static_assert(sizeof(HEAP_SEGMENT) == 0x40, "");
#define HEAP_SEGMENT_SIGNATURE 0xffeeffee

#define HEAP_MAXIMUM_SEGMENTS 64
#define HEAP_MAXIMUM_FREELISTS 128

typedef struct _HEAP {
  HEAP_ENTRY Entry;
  ULONG Signature;
  ULONG Flags;
  ULONG ForceFlags;
  ULONG VirtualMemoryThreshold;  // units
  SIZE_T SegmentReserve, SegmentCommit;
  SIZE_T DeCommitFreeBlockThreshold, DeCommitTotalFreeThreshold;
  SIZE_T TotalFreeSize;  // units
  SIZE_T MaximumAllocationSize;
  USHORT ProcessHeapsListIndex, HeaderValidateLength;
  PVOID HeaderValidateCopy;
  USHORT NextAvailableTagIndex, MaximumTagIndex;
  PVOID TagEntries;
  PVOID UCRSegments;
  PHEAP_UNCOMMMTTED_RANGE UnusedUnCommittedRanges;
  ULONG AlignRound, AlignMask;
  LIST_ENTRY VirtualAllocdBlocks;
  PHEAP_SEGMENT Segments[HEAP_MAXIMUM_SEGMENTS];
  ULONG FreeListsInUseUlong[4];
  USHORT FreeListsInUseTerminate, AllocatorBackTraceIndex;
  ULONG NonDedicatedListLength;
  PVOID LargeBlocksIndex, PseudoTagEntries;
  LIST_ENTRY FreeLists[HEAP_MAXIMUM_FREELISTS];
  PRTL_CRITICAL_SECTION LockVariable;
  PVOID CommitRoutine;
  PVOID FrontEndHeap;
  USHORT FrontHeapLockCount;
  BYTE FrontEndHeapType;
  BYTE LastSegmentIndex;
} HEAP, *PHEAP;
_Static_assert(offsetof(HEAP, SegmentReserve) == 0x18, "");
_Static_assert(offsetof(HEAP, TotalFreeSize) == 0x28, "");
_Static_assert(offsetof(HEAP, ProcessHeapsListIndex) == 0x30, "");
_Static_assert(offsetof(HEAP, UCRSegments) == 0x40, "");
_Static_assert(offsetof(HEAP, VirtualAllocdBlocks) == 0x50, "");
_Static_assert(offsetof(HEAP, Segments) == 0x58, "");
_Static_assert(offsetof(HEAP, FreeListsInUseUlong) == 0x158, "");
_Static_assert(offsetof(HEAP, NonDedicatedListLength) == 0x16c, "");
_Static_assert(offsetof(HEAP, FreeLists) == 0x178, "");
_Static_assert(offsetof(HEAP, LockVariable) == 0x578, "");
_Static_assert(offsetof(HEAP, LastSegmentIndex) == 0x587, "");
_Static_assert(sizeof(HEAP) == 0x588, "");
#define HEAP_SIGNATURE 0xeeffeeff

typedef struct _HEAP_VIRTUAL_ALLOC_ENTRY {
  LIST_ENTRY Entry;
  ULONG ExtraStuff[2];
  SIZE_T CommitSize;
  SIZE_T ReserveSize;
  HEAP_ENTRY BusyBlock;  // Size: unused bytes at the end
} HEAP_VIRTUAL_ALLOC_ENTRY, *PHEAP_VIRTUAL_ALLOC_ENTRY;
_Static_assert(sizeof(HEAP_VIRTUAL_ALLOC_ENTRY) == 0x20, "");
