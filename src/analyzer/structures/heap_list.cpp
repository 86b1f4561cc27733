// SPDX-License-Identifier: MIT
#include "structures/heap_list.h"

#include <algorithm>
#include <set>

#include "nt/critical_section.h"
#include "nt/heap.h"
#include "nt/memory_constants.h"
#include "snapshot/read_struct.h"

namespace dumplab::structures {
namespace {

using snapshot::read_struct;

constexpr std::uint32_t kMaximumHeaps = 1024;
/// Of all heaps together; forged lists end here.
constexpr std::size_t kMaximumReservations = 1 << 16, kMaximumUncommittedRanges = 1 << 16;

/// Follows heaps of XP's layout.
class HeapReader {
 public:
  HeapReader(const MemorySource& memory, std::vector<HeapReservation>& out) : memory_(memory), out_(out) {}

  /// False: not such a heap, a part of it is not in the dump or makes no sense, or a thread is changing it.
  bool read(std::uint64_t handle) {
    const auto heap = read_struct<nt::Heap>(memory_, handle);
    if (!heap || heap->Signature.value() != nt::kHeapSignature) return false;
    bool complete = !is_being_changed(*heap);
    for (const le32& segment : heap->Segments)
      if (segment.value() != 0) complete &= read_segment(handle, segment.value());
    return read_large_blocks(handle, heap->VirtualAllocdBlocks.Flink.value()) && complete;
  }

 private:
  /// What a thread allocates while it holds the heap's lock is in no list yet.
  bool is_being_changed(const nt::Heap& heap) const {
    if (heap.LockVariable.value() == 0) return false;
    const auto section = read_struct<nt::CriticalSection>(memory_, heap.LockVariable.value());
    return section && section->OwningThread.value() != 0;
  }

  bool read_segment(std::uint64_t handle, std::uint64_t address) {
    const auto segment = read_struct<nt::HeapSegment>(memory_, address);
    if (!segment || segment->Signature.value() != nt::kHeapSegmentSignature ||
        segment->Heap.value() != handle)
      return false;
    HeapReservation reservation{handle, HeapReservation::Kind::kSegment, {}, {}, false};
    reservation.range = {{segment->BaseAddress.value()},
                         std::uint64_t{segment->NumberOfPages.value()} * nt::kPageSize};
    reservation.books_agree = read_uncommitted(*segment, reservation);
    return add(std::move(reservation));
  }

  /// Ranges must ascend, so no list is endless. False: the list and the segment's counts differ.
  bool read_uncommitted(const nt::HeapSegment& segment, HeapReservation& to) {
    std::uint64_t bytes = 0, end = to.range.base.value;
    for (std::uint64_t link = segment.UnCommittedRanges.value(); link != 0;) {
      const auto range = read_struct<nt::HeapUncommittedRange>(memory_, link);
      if (!range || ++uncommitted_ranges_ > kMaximumUncommittedRanges) return false;
      const AddressRange found{{range->Address.value()}, range->Size.value()};
      const bool is_whole_pages = found.base.value % nt::kPageSize == 0 && found.size % nt::kPageSize == 0;
      if (found.base.value < end || found.size == 0 || !is_whole_pages) return false;
      end = found.end().value;
      bytes += found.size;
      to.uncommitted.push_back(found);
      link = range->Next.value();
    }
    return end <= to.range.end().value &&
           to.uncommitted.size() == segment.NumberOfUnCommittedRanges.value() &&
           bytes == std::uint64_t{segment.NumberOfUnCommittedPages.value()} * nt::kPageSize;
  }

  bool read_large_blocks(std::uint64_t handle, std::uint64_t link) {
    const std::uint64_t head = handle + offsetof(nt::Heap, VirtualAllocdBlocks);
    std::set<std::uint64_t> seen;
    while (link != head) {
      const auto block = read_struct<nt::HeapVirtualAllocEntry>(memory_, link);
      if (!block || !seen.insert(link).second) return false;
      const std::uint64_t committed = block->CommitSize.value(), reserved = block->ReserveSize.value();
      HeapReservation reservation{handle, HeapReservation::Kind::kLargeBlock, {{link}, reserved}, {}, true};
      if (committed < reserved) reservation.uncommitted.push_back({{link + committed}, reserved - committed});
      reservation.books_agree = committed <= reserved && committed % nt::kPageSize == 0;
      if (!add(std::move(reservation))) return false;
      link = block->Entry.Flink.value();
    }
    return true;
  }

  bool add(HeapReservation reservation) {
    const AddressRange range = reservation.range;
    const bool makes_sense = range.size != 0 && range.size % nt::kPageSize == 0 &&
                             range.base.value % nt::kAllocationGranularity == 0;
    if (!makes_sense || out_.size() >= kMaximumReservations) return false;
    out_.push_back(std::move(reservation));
    return true;
  }

  const MemorySource& memory_;
  std::vector<HeapReservation>& out_;
  std::size_t uncommitted_ranges_ = 0;
};

std::optional<std::uint64_t> read_pointer(const MemorySource& memory, std::uint64_t address, bool is_64_bit) {
  if (!is_64_bit) return memory.read_u32({address});
  const auto word = read_struct<le64>(memory, address);
  return word ? std::optional(word->value()) : std::nullopt;
}

}  // namespace

HeapList read_heap_list(const MemorySource& memory, const HeapRoots& roots) {
  HeapList list;
  list.is_complete = roots.count != 0 && roots.count <= kMaximumHeaps;
  const std::uint64_t width = roots.is_64_bit ? sizeof(le64) : sizeof(le32);
  for (std::uint32_t i = 0; i < std::min(roots.count, kMaximumHeaps); ++i) {
    const auto handle = read_pointer(memory, roots.process_heaps + width * i, roots.is_64_bit);
    if (handle && *handle) list.handles.push_back(*handle);
    list.is_complete &= handle && *handle;
  }
  const bool is_listed = std::ranges::find(list.handles, roots.process_heap) != list.handles.end();
  if (!is_listed && roots.process_heap) {
    list.handles.insert(list.handles.begin(), roots.process_heap);
    list.is_complete = false;
  }
  HeapReader reader(memory, list.reservations);
  std::set<std::uint64_t> seen;
  for (const std::uint64_t handle : list.handles)
    list.is_complete &= !roots.is_64_bit && seen.insert(handle).second && reader.read(handle);
  return list;
}

}  // namespace dumplab::structures
