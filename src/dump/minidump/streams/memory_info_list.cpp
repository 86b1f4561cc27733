// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "minidump/layout.h"
#include "minidump/overlaps.h"
#include "minidump/streams/entry_list.h"

namespace dumplab::minidump {
namespace {

/// MINIDUMP_MEMORY_INFO_LIST.
struct MemoryInfoHeader {
  le32 SizeOfHeader, SizeOfEntry;
  le64 NumberOfEntries;
};
static_assert(sizeof(MemoryInfoHeader) == 16);

/// MINIDUMP_MEMORY_INFO.
struct MemoryInfoEntry {
  le64 BaseAddress, AllocationBase;
  le32 AllocationProtect, Alignment1;
  le64 RegionSize;
  le32 State, Protect, Type, Alignment2;
};
static_assert(sizeof(MemoryInfoEntry) == 48);
static_assert(offsetof(MemoryInfoEntry, RegionSize) == 24);
static_assert(offsetof(MemoryInfoEntry, Type) == 40);

/// Empty regions, and regions that overlap. `regions` are still in the order of the entries.
void note_contradictions(const EntryList<MemoryInfoEntry>& entries, Reading& reading) {
  const std::vector<Region>& regions = reading.snapshot.regions;
  std::vector<NamedRange> ranges;
  for (std::uint64_t i = 0; i < entries.size(); ++i) {
    if (entries[i].RegionSize.value() == 0)
      reading.problems.add(Damage::kWarning, entries.offset(i) + offsetof(MemoryInfoEntry, RegionSize),
                           fmt::format("the region at {:#x} is empty", regions[i].BaseAddress));
    ranges.push_back({regions[i].range(), entries.offset(i)});
  }
  note_overlaps(std::move(ranges), "region", reading);
}

void read(const StreamInput& stream, Reading& reading) {
  const EntryList<MemoryInfoEntry> entries(
      find_headed_entries(stream, sizeof(le64), sizeof(MemoryInfoEntry), reading));
  std::vector<Region>& regions = reading.snapshot.regions;
  for (std::uint64_t i = 0; i < entries.size(); ++i) {
    const MemoryInfoEntry& from = entries[i];
    const std::uint64_t base = from.BaseAddress.value();
    Region& to = regions.emplace_back();
    to.BaseAddress = base;
    to.AllocationBase = from.AllocationBase.value();
    to.AllocationProtect = from.AllocationProtect.value();
    to.RegionSize = reading
                        .range(base, from.RegionSize.value(),
                               {entries.offset(i) + offsetof(MemoryInfoEntry, RegionSize), "region at", base})
                        .size;
    to.State = from.State.value();
    to.Protect = from.Protect.value();
    to.Type = from.Type.value();
  }
  note_contradictions(entries, reading);
  const auto unsorted = std::ranges::is_sorted_until(regions, {}, &Region::BaseAddress);
  if (unsorted == regions.end()) return;
  reading.problems.add(Damage::kWarning,
                       entries.offset(static_cast<std::uint64_t>(unsorted - regions.begin())),
                       "the regions are not in ascending order: sorted");
  std::ranges::stable_sort(regions, {}, &Region::BaseAddress);
}

std::optional<std::vector<std::byte>> write(Layout& layout) {
  if (layout.snapshot.regions.empty()) return std::nullopt;
  MemoryInfoHeader header{};
  header.SizeOfHeader = static_cast<std::uint32_t>(sizeof(MemoryInfoHeader));
  header.SizeOfEntry = static_cast<std::uint32_t>(sizeof(MemoryInfoEntry));
  header.NumberOfEntries = layout.snapshot.regions.size();
  std::vector<std::byte> stream;
  append(stream, header);
  for (const Region& from : layout.snapshot.regions) {
    MemoryInfoEntry to{};
    to.BaseAddress = from.BaseAddress;
    to.AllocationBase = from.AllocationBase;
    to.AllocationProtect = from.AllocationProtect;
    to.RegionSize = from.RegionSize;
    to.State = from.State;
    to.Protect = from.Protect;
    to.Type = from.Type;
    append(stream, to);
  }
  return stream;
}

}  // namespace

constinit const StreamCodec kMemoryInfoListCodec{read, write};

}  // namespace dumplab::minidump
