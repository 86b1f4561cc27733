// SPDX-License-Identifier: MIT
#pragma once

#include "nt/layout.h"

namespace dumplab::nt {

/// _HEAP, the head of a heap. Sizes in bytes where nothing else is said.
struct Heap {
  Opaque<8> Entry;
  le32 Signature;
  le32 Flags, ForceFlags;
  le32 VirtualMemoryThreshold;  ///< units of 8 bytes
  le32 SegmentReserve, SegmentCommit;
  le32 DeCommitFreeBlockThreshold, DeCommitTotalFreeThreshold, TotalFreeSize;  ///< units of 8 bytes
  le32 MaximumAllocationSize;
  le16 ProcessHeapsListIndex, HeaderValidateLength;
  Opaque<0x50 - 0x34> unused1;
  ListEntry VirtualAllocdBlocks;  ///< blocks too large for a segment: each begins its own allocation
  le32 Segments[64];
  Opaque<0x178 - 0x158> unused2;
  ListEntry FreeLists[128];  ///< list n holds free blocks of n units, list 0 the larger ones
  le32 LockVariable;         ///< its critical section; 0: a heap without one
};
static_assert(offsetof(Heap, Signature) == 0x08);
static_assert(offsetof(Heap, TotalFreeSize) == 0x28);
static_assert(offsetof(Heap, VirtualAllocdBlocks) == 0x50);
static_assert(offsetof(Heap, Segments) == 0x58);
static_assert(offsetof(Heap, FreeLists) == 0x178);
static_assert(offsetof(Heap, LockVariable) == 0x578);
inline constexpr std::uint32_t kHeapSignature = 0xeeffeeff, kHeapUnit = 8;

/// _HEAP_ENTRY, in front of each block of a segment. A free block's list entry follows it.
struct HeapEntry {
  le16 Size, PreviousSize;  ///< units of 8 bytes, header and all
  std::uint8_t SmallTagIndex, Flags, UnusedBytes, SegmentIndex;
};
static_assert(sizeof(HeapEntry) == 8);
inline constexpr std::uint8_t kHeapEntryBusy = 0x01, kHeapEntryExtra = 0x02, kHeapEntryFill = 0x04,
                              kHeapEntryVirtual = 0x08, kHeapEntryLast = 0x10;

/// _HEAP_SEGMENT.
struct HeapSegment {
  Opaque<8> Entry;
  le32 Signature, Flags, Heap, LargestUnCommittedRange, BaseAddress, NumberOfPages, FirstEntry,
      LastValidEntry, NumberOfUnCommittedPages, NumberOfUnCommittedRanges, UnCommittedRanges;
};
static_assert(offsetof(HeapSegment, BaseAddress) == 0x18);
static_assert(offsetof(HeapSegment, LastValidEntry) == 0x24);
inline constexpr std::uint32_t kHeapSegmentSignature = 0xffeeffee;

/// _HEAP_UNCOMMMTTED_RANGE (the official spelling): a part of a segment that is reserved only. A segment's
/// are a list by address, ended by 0.
struct HeapUncommittedRange {
  le32 Next, Address, Size, filler;  ///< Size in bytes
};
static_assert(sizeof(HeapUncommittedRange) == 0x10);

/// _HEAP_VIRTUAL_ALLOC_ENTRY: the head of a block that is an allocation of its own. Sizes in bytes.
struct HeapVirtualAllocEntry {
  ListEntry Entry;
  le32 ExtraStuff[2];
  le32 CommitSize, ReserveSize;
  HeapEntry BusyBlock;  ///< its Size: bytes of CommitSize that were not asked for
};
static_assert(offsetof(HeapVirtualAllocEntry, CommitSize) == 0x10);
static_assert(sizeof(HeapVirtualAllocEntry) == 0x20);

}  // namespace dumplab::nt
