// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "minidump/layout.h"
#include "minidump/streams/entry_list.h"

namespace dumplab::minidump {
namespace {

/// The stream is a 32-bit count and MINIDUMP_MEMORY_DESCRIPTORs.
void read(const StreamInput& stream, Reading& reading) {
  const EntryList<MemoryDescriptor> entries(find_counted_entries(stream, sizeof(MemoryDescriptor), reading));
  for (std::uint64_t i = 0; i < entries.size(); ++i) {
    const std::uint64_t base = entries[i].StartOfMemoryRange.value();
    const std::uint64_t size = entries[i].Memory.DataSize.value(), offset = entries[i].Memory.Rva.value();
    const std::uint64_t left = offset > reading.file.size() ? 0 : reading.file.size() - offset;
    const AddressRange range =
        reading.range(base, std::min(size, left), {entries.offset(i), "range at", base});
    reading.memory.add(range.base, range.size, offset, entries.offset(i));
    if (size > left)
      reading.problems.add(
          Damage::kEntry, entries.offset(i) + offsetof(MemoryDescriptor, Memory),
          fmt::format("range at {:#x}: {:#x} bytes at {:#x} pass the end of the file: {:#x} are missing",
                      base, size, offset, size - left));
  }
}

std::optional<std::vector<std::byte>> write(Layout& layout) {
  if (layout.has_full_memory()) return std::nullopt;
  std::vector<std::byte> stream;
  le32 count{};
  count = static_cast<std::uint32_t>(layout.memory_ranges().size());
  append(stream, count);
  std::uint64_t offset = layout.memory_origin();
  for (const AddressRange& range : layout.memory_ranges()) {
    MemoryDescriptor to{};
    to.StartOfMemoryRange = range.base.value;
    // The file's writer refuses what does not fit into 32 bits.
    to.Memory.DataSize = static_cast<std::uint32_t>(range.size);
    to.Memory.Rva = static_cast<std::uint32_t>(offset);
    append(stream, to);
    offset += range.size;
  }
  return stream;
}

}  // namespace

constinit const StreamCodec kMemoryListCodec{read, write};

}  // namespace dumplab::minidump
