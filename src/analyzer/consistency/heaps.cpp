// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "consistency/findings.h"
#include "nt/heap.h"
#include "snapshot/read_struct.h"

namespace dumplab::consistency {
namespace {

/// _HEAP_ENTRY of Windows XP, in front of each block.
struct BlockHeader {
  le16 Size, PreviousSize;  // units of 8 bytes, header and all
  std::uint8_t SmallTagIndex, Flags, UnusedBytes, SegmentIndex;
};
static_assert(sizeof(BlockHeader) == 8);
constexpr std::uint8_t kLastEntry = 0x10;
constexpr std::uint32_t kUnit = 8, kMostHeaps = 1024, kMostBlocks = 1 << 20;
constexpr std::uint32_t kFreeLists = 0x178, kFreeListCount = 128;  // _HEAP.FreeLists

void check_segment(Findings& findings, std::uint32_t heap, std::uint32_t address) {
  const auto segment = snapshot::read_struct<nt::HeapSegment>(findings.memory(), address);
  if (!segment) return;
  if (segment->Signature.value() != nt::kHeapSegmentSignature)
    return findings.add(address, fmt::format("heap {:#x}: a segment without its signature", heap));
  std::uint16_t size_before = 0;
  std::uint32_t block = segment->FirstEntry.value();
  for (std::uint32_t i = 0; block < segment->LastValidEntry.value() && i < kMostBlocks; ++i) {
    const auto header = snapshot::read_struct<BlockHeader>(findings.memory(), block);
    if (!header) return;  // an uncommitted range, or not in the dump
    const auto note = [&](std::string what) {
      findings.add(block, fmt::format("heap {:#x}: the block at {:#x} {}", heap, block, what));
    };
    if (header->Size.value() == 0) return note("has size 0");
    if (i != 0 && header->PreviousSize.value() != size_before)
      return note(fmt::format("has PreviousSize {:#x} behind a block of {:#x}", header->PreviousSize.value(),
                              size_before));
    const std::uint64_t end = std::uint64_t{block} + header->Size.value() * kUnit;
    if (end > segment->LastValidEntry.value()) return note("passes the end of its segment");
    if (header->Flags & kLastEntry) return;
    size_before = header->Size.value();
    block = static_cast<std::uint32_t>(end);
  }
}

void check_heap(Findings& findings, std::uint32_t handle) {
  const auto heap = snapshot::read_struct<nt::Heap>(findings.memory(), handle);
  if (!heap || heap->Signature.value() != nt::kHeapSignature) return;  // of another Windows
  for (const le32& segment : heap->Segments)
    if (segment.value() != 0) check_segment(findings, handle, segment.value());
  findings.walk_list(handle + offsetof(nt::Heap, VirtualAllocdBlocks), "list of large blocks");
  for (std::uint32_t i = 0; i < kFreeListCount; ++i)
    findings.walk_list(handle + kFreeLists + i * sizeof(nt::ListEntry), fmt::format("free list {}", i));
}

}  // namespace

void heaps(Findings& findings) {
  if (!findings.peb()) return;
  const std::uint32_t count = std::min(findings.peb()->NumberOfHeaps.value(), kMostHeaps);
  for (std::uint32_t i = 0; i < count; ++i)
    if (const auto handle = findings.memory().read_u32({findings.peb()->ProcessHeaps.value() + 4ull * i}))
      check_heap(findings, *handle);
}

}  // namespace dumplab::consistency
