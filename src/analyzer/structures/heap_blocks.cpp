// SPDX-License-Identifier: MIT
#include "structures/heap_blocks.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "nt/critical_section.h"
#include "nt/heap.h"
#include "nt/memory_constants.h"
#include "snapshot/read_struct.h"

namespace dumplab::structures {
namespace {

using snapshot::read_struct;
using Kind = HeapProblem::Kind;

constexpr std::size_t kMostBlocks = 1 << 20, kMostGaps = 1 << 16;
constexpr std::uint32_t kFreeFill = 0xfeeefeee;
constexpr std::byte kTailFill{0xab};
constexpr std::uint64_t kTailSize = 8;  // bytes of it behind what was asked for
constexpr std::uint64_t kHeader = sizeof(nt::HeapEntry);

HeapBlock make_block(std::uint64_t address, const nt::HeapEntry& header) {
  HeapBlock block;
  block.address = address;
  block.size = header.Size.value() * nt::kHeapUnit;
  block.previous_size = header.PreviousSize.value() * nt::kHeapUnit;
  block.flags = header.Flags;
  block.segment_index = header.SegmentIndex;
  block.state = header.Flags & nt::kHeapEntryBusy ? HeapBlock::State::kBusy : HeapBlock::State::kFree;
  block.unused_bytes = block.state == HeapBlock::State::kBusy ? header.UnusedBytes : kHeader;
  block.user_address = address + kHeader;
  block.user_size = block.size > block.unused_bytes ? block.size - block.unused_bytes : 0;
  return block;
}

class Walker {
 public:
  Walker(const MemorySource& memory, const nt::Heap& heap, HeapWalk& to)
      : memory_(memory), heap_(heap), to_(to) {}

  void walk() {
    read_header();
    to_.is_complete = true;
    for (std::uint32_t i = 0; i < std::size(heap_.Segments); ++i)
      if (heap_.Segments[i].value() != 0) walk_segment(i, heap_.Segments[i].value());
    walk_large_blocks();
    for (std::uint32_t i = 0; i < std::size(heap_.FreeLists); ++i) walk_free_list(i);
    std::ranges::stable_sort(to_.problems, {}, &HeapProblem::address);
  }

 private:
  void read_header() {
    to_.flags = heap_.Flags.value();
    to_.force_flags = heap_.ForceFlags.value();
    to_.granularity = nt::kHeapUnit;
    to_.segment_reserve = heap_.SegmentReserve.value();
    to_.segment_commit = heap_.SegmentCommit.value();
    to_.decommit_block_threshold = std::uint64_t{heap_.DeCommitFreeBlockThreshold.value()} * nt::kHeapUnit;
    to_.decommit_total_threshold = std::uint64_t{heap_.DeCommitTotalFreeThreshold.value()} * nt::kHeapUnit;
    to_.total_free_size = std::uint64_t{heap_.TotalFreeSize.value()} * nt::kHeapUnit;
    to_.maximum_allocation_size = heap_.MaximumAllocationSize.value();
    to_.lock_variable = heap_.LockVariable.value();
    to_.virtual_blocks_head = to_.handle + offsetof(nt::Heap, VirtualAllocdBlocks);
    if (to_.lock_variable == 0) return;
    const auto lock = read_struct<nt::CriticalSection>(memory_, to_.lock_variable);
    to_.is_being_changed = lock && lock->OwningThread.value() != 0;
  }

  void add(std::uint64_t address, Kind kind, std::string what, std::optional<std::uint64_t> block = {},
           std::optional<std::uint64_t> before = {}) {
    to_.problems.push_back({address, kind, std::move(what), block, before});
    to_.is_complete = false;
  }

  void walk_segment(std::uint32_t index, std::uint64_t address) {
    const auto header = read_struct<nt::HeapSegment>(memory_, address);
    if (!header) {
      to_.is_complete = false;
      return;
    }
    HeapSegmentWalk segment;
    segment.index = index;
    segment.address = address;
    if (header->Signature.value() != nt::kHeapSegmentSignature)
      return add(address, Kind::kSegmentSignature,
                 fmt::format("a segment without its signature at {:#x}", address));
    segment.base = header->BaseAddress.value();
    segment.end = segment.base + std::uint64_t{header->NumberOfPages.value()} * nt::kPageSize;
    segment.first_entry = header->FirstEntry.value();
    segment.last_valid_entry = header->LastValidEntry.value();
    const std::uint64_t uncommitted = std::uint64_t{header->NumberOfUnCommittedPages.value()} * nt::kPageSize;
    segment.committed_bytes = segment.end - segment.base - std::min(uncommitted, segment.end - segment.base);
    read_gaps(header->UnCommittedRanges.value());
    walk_entries(segment);
    to_.is_complete &= segment.is_complete;
    to_.segments.push_back(std::move(segment));
  }

  /// They ascend, so the list is not endless.
  void read_gaps(std::uint64_t link) {
    gaps_.clear();
    while (link != 0 && gaps_.size() < kMostGaps) {
      const auto range = read_struct<nt::HeapUncommittedRange>(memory_, link);
      if (!range) return;
      const AddressRange gap{{range->Address.value()}, range->Size.value()};
      if (gap.size == 0 || (!gaps_.empty() && gap.base < gaps_.back().end())) return;
      gaps_.push_back(gap);
      link = range->Next.value();
    }
  }

  void walk_entries(HeapSegmentWalk& segment) {
    std::uint64_t at = segment.first_entry, size_before = 0;
    std::optional<std::uint64_t> before;
    while (at < segment.last_valid_entry) {
      const auto header = read_struct<nt::HeapEntry>(memory_, at);
      if (!header || ++blocks_ > kMostBlocks) return;  // not in the dump
      const HeapBlock block = make_block(at, *header);
      const auto note = [&](Kind kind, const std::string& what) {
        add(at, kind, fmt::format("the block at {:#x} {}", at, what), at, before);
      };
      if (block.size == 0) return note(Kind::kZeroSize, "has size 0");
      if (before && block.previous_size != size_before)
        return note(Kind::kPreviousSize,
                    fmt::format("has PreviousSize {:#x} behind a block of {:#x}",
                                block.previous_size / nt::kHeapUnit, size_before / nt::kHeapUnit));
      if (at + block.size > segment.last_valid_entry)
        return note(Kind::kPastEnd, "passes the end of its segment");
      if (block.segment_index != segment.index)
        return note(Kind::kSegmentIndex,
                    fmt::format("names segment {} and lies in {}", block.segment_index, segment.index));
      check_fill(block, before);
      segment.entries.push_back(block);
      before = at;
      size_before = block.size;
      at += block.size;
      if (!block.is_last()) continue;
      const auto gap = std::ranges::find(gaps_, LinearAddress{at}, &AddressRange::base);
      if (gap == gaps_.end()) break;
      HeapBlock hole;
      hole.address = at;
      hole.size = gap->size;
      hole.state = HeapBlock::State::kUncommitted;
      segment.entries.push_back(hole);
      at += gap->size;
      before.reset();  // the block behind a gap has no neighbour in front
    }
    segment.is_complete = true;
  }

  void check_fill(const HeapBlock& block, std::optional<std::uint64_t> before) {
    if (!(block.flags & nt::kHeapEntryFill)) return;
    if (block.state == HeapBlock::State::kBusy) {
      std::array<std::byte, kTailSize> tail;
      const std::uint64_t at = block.user_address + block.user_size;
      if (at + kTailSize > block.address + block.size ||
          !memory_.read_exactly({at}, tail.data(), tail.size()))
        return;
      const auto bad = std::ranges::find_if(tail, [](std::byte b) { return b != kTailFill; });
      if (bad != tail.end())
        add(at + static_cast<std::uint64_t>(bad - tail.begin()), Kind::kTail,
            fmt::format("the block at {:#x} was written over behind its {} bytes", block.address,
                        block.user_size),
            block.address, before);
      return;
    }
    const std::uint64_t end = block.address + block.size;
    for (std::uint64_t at = block.user_address + sizeof(nt::ListEntry); at + 4 <= end; at += 4) {
      const auto word = memory_.read_u32({at});
      if (!word || *word == kFreeFill) continue;
      return add(at, Kind::kFreeFill, fmt::format("the free block at {:#x} was written to", block.address),
                 block.address, before);
    }
  }

  void note_end(const ListWalk& walk, const std::string& list) {
    if (walk.end == ListWalk::End::kClosed) return;
    const Kind kind = walk.end == ListWalk::End::kMissing ? Kind::kMissingLink : Kind::kLink;
    if (walk.end != ListWalk::End::kHeadMissing) add(walk.at, kind, walk.describe(list));
    to_.is_complete = false;
  }

  void walk_large_blocks() {
    const ListWalk walk = walk_list(memory_, to_.virtual_blocks_head);
    for (const std::uint64_t entry : walk.entries) {
      const auto large = read_struct<nt::HeapVirtualAllocEntry>(memory_, entry);
      if (!large) {
        to_.is_complete = false;
        continue;
      }
      HeapBlock block;
      block.address = entry;
      block.size = large->CommitSize.value();
      block.flags = large->BusyBlock.Flags;
      block.unused_bytes = large->BusyBlock.Size.value();  // such blocks count bytes there
      block.state = HeapBlock::State::kLarge;
      block.user_address = entry + sizeof(nt::HeapVirtualAllocEntry);
      block.user_size = block.size > block.unused_bytes ? block.size - block.unused_bytes : 0;
      to_.large_blocks.push_back(block);
    }
    note_end(walk, "list of large blocks");
  }

  void walk_free_list(std::uint32_t index) {
    HeapFreeList list;
    list.index = index;
    list.head = to_.handle + offsetof(nt::Heap, FreeLists) + index * sizeof(nt::ListEntry);
    list.flink = heap_.FreeLists[index].Flink.value();
    list.blink = heap_.FreeLists[index].Blink.value();
    const ListWalk walk = walk_list(memory_, list.head);
    for (const std::uint64_t entry : walk.entries) {
      const std::uint64_t at = entry - kHeader;
      list.blocks.push_back(at);
      const auto header = read_struct<nt::HeapEntry>(memory_, at);
      if (!header) continue;
      if (header->Flags & nt::kHeapEntryBusy)
        add(at, Kind::kFreeListBlock,
            fmt::format("the free list {} holds the busy block at {:#x}", index, at), at);
      else if (index != 0 && header->Size.value() != index)
        add(at, Kind::kFreeListBlock,
            fmt::format("the free list {} holds the block at {:#x} of size {:#x}", index, at,
                        header->Size.value()),
            at);
    }
    note_end(walk, fmt::format("free list {}", index));
    if (list.flink != list.head || list.blink != list.head) to_.free_lists.push_back(std::move(list));
  }

  const MemorySource& memory_;
  const nt::Heap& heap_;
  HeapWalk& to_;
  std::vector<AddressRange> gaps_;  // of the segment at hand, ascending
  std::size_t blocks_ = 0;
};

}  // namespace

std::optional<HeapWalk> walk_heap(const MemorySource& memory, std::uint64_t handle) {
  const auto heap = read_struct<nt::Heap>(memory, handle);
  if (!heap || heap->Signature.value() != nt::kHeapSignature) return std::nullopt;
  HeapWalk walk;
  walk.handle = handle;
  Walker(memory, *heap, walk).walk();
  return walk;
}

}  // namespace dumplab::structures
