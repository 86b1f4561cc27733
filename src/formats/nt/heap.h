// SPDX-License-Identifier: MIT
#pragma once

#include "nt/layout.h"

namespace dumplab::nt {

/// _HEAP, the head of a heap, as far as it is used to find the heap's segments.
struct Heap {
  Opaque<8> Entry;
  le32 Signature;
  le32 Flags, ForceFlags;
  Opaque<0x50 - 0x14> unused1;
  ListEntry VirtualAllocdBlocks;  ///< blocks too large for a segment: each begins its own allocation
  le32 Segments[64];
};
static_assert(offsetof(Heap, Signature) == 0x08);
static_assert(offsetof(Heap, VirtualAllocdBlocks) == 0x50);
static_assert(offsetof(Heap, Segments) == 0x58);
inline constexpr std::uint32_t kHeapSignature = 0xeeffeeff;
/// Offset in _HEAP of the pointer to its critical section; 0 there: a heap without one.
inline constexpr std::uint32_t kHeapLockVariable = 0x578;

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
  Opaque<8> BusyBlock;
};
static_assert(offsetof(HeapVirtualAllocEntry, CommitSize) == 0x10);
static_assert(sizeof(HeapVirtualAllocEntry) == 0x20);

}  // namespace dumplab::nt
