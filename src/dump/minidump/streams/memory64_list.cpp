// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "minidump/layout.h"
#include "minidump/streams/entry_list.h"

namespace dumplab::minidump {
namespace {

/// MINIDUMP_MEMORY64_LIST without its descriptors. The ranges' bytes follow each other from BaseRva on.
struct Memory64Header {
  le64 NumberOfMemoryRanges, BaseRva;
};
static_assert(sizeof(Memory64Header) == 16);

/// MINIDUMP_MEMORY_DESCRIPTOR64.
struct Memory64Entry {
  le64 StartOfMemoryRange, DataSize;
};
static_assert(sizeof(Memory64Entry) == 16);

/// Whether the bytes begin in the file, and the sum of their sizes is one.
bool has_possible_bounds(std::span<const Memory64Entry> ranges, std::uint64_t base, std::uint64_t file_size) {
  if (base > file_size) return ranges.empty();
  std::uint64_t end = base;
  return std::ranges::all_of(ranges, [&](const Memory64Entry& range) {
    const std::uint64_t before = end;
    end += range.DataSize.value();
    return end >= before;
  });
}

void read(const StreamInput& stream, Reading& reading) {
  const auto header = read_fixed<Memory64Header>(stream, sizeof(Memory64Header), reading);
  if (!header) return;
  const std::uint64_t origin = stream.bytes.origin() + sizeof(Memory64Header);
  const ByteView entries = *stream.bytes.from(sizeof(Memory64Header));
  const std::uint64_t promised = header->NumberOfMemoryRanges.value();
  const std::uint64_t count = std::min<std::uint64_t>(promised, entries.size() / sizeof(Memory64Entry));
  if (count < promised)
    reading.problems.add(Damage::kStream, stream.bytes.origin(),
                         fmt::format("{} entries of {} bytes do not fit into {} bytes: {} read", promised,
                                     sizeof(Memory64Entry), stream.bytes.size(), count));
  if (entries.size() >= (count + 1) * sizeof(Memory64Entry))
    reading.problems.add(Damage::kWarning, stream.bytes.origin(),
                         fmt::format("{} entries of {} bytes in a stream of {}", count, sizeof(Memory64Entry),
                                     stream.bytes.size()));
  const std::uint64_t file_size = reading.file.size();
  std::uint64_t offset = header->BaseRva.value();
  const auto ranges = *entries.array<Memory64Entry>(0, count);
  if (!has_possible_bounds(ranges, offset, file_size))
    reading.problems.add(
        Damage::kStream, stream.bytes.origin() + offsetof(Memory64Header, BaseRva),
        fmt::format("the bytes of {} ranges from {:#x} on cannot lie in a file of {:#x} bytes", count, offset,
                    file_size));
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t base = ranges[i].StartOfMemoryRange.value(), size = ranges[i].DataSize.value();
    const std::uint64_t where = origin + i * sizeof(Memory64Entry);
    const std::uint64_t left = offset > file_size ? 0 : file_size - offset;
    const AddressRange range = reading.range(base, std::min(size, left), {where, "range at", base});
    reading.memory.add(range.base, range.size, offset, where);
    if (size > left) {
      // Where the bytes of the ranges behind this one would lie is not in the file either.
      reading.problems.add(
          Damage::kEntry, where + offsetof(Memory64Entry, DataSize),
          fmt::format("range {} of {}, {:#x} bytes at {:#x}, passes the end of the file: {:#x} bytes "
                      "and {} ranges are missing",
                      i + 1, count, size, base, size - left, count - i - 1));
      return;
    }
    offset += size;
  }
}

std::optional<std::vector<std::byte>> write(Layout& layout) {
  if (!layout.has_full_memory()) return std::nullopt;
  Memory64Header header{};
  header.NumberOfMemoryRanges = layout.memory_ranges().size();
  header.BaseRva = layout.memory_origin();
  std::vector<std::byte> stream;
  append(stream, header);
  for (const AddressRange& range : layout.memory_ranges()) {
    Memory64Entry to{};
    to.StartOfMemoryRange = range.base.value;
    to.DataSize = range.size;
    append(stream, to);
  }
  return stream;
}

}  // namespace

constinit const StreamCodec kMemory64ListCodec{read, write};

}  // namespace dumplab::minidump
