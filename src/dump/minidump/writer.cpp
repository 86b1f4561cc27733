// SPDX-License-Identifier: MIT
#include "minidump/writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "base/check.h"
#include "base/files.h"
#include "base/try.h"
#include "minidump/layout.h"

namespace dumplab::minidump {
namespace {

constexpr std::uint64_t kChunk = 1 << 20;

/// Everything in front of the memory.
std::vector<std::byte> bytes_of_front(const Layout& layout) {
  Header header{};
  header.Signature = kSignature;
  header.Version = kVersion;
  header.NumberOfStreams = static_cast<std::uint32_t>(layout.streams().size());
  header.StreamDirectoryRva = static_cast<std::uint32_t>(sizeof(Header));
  header.TimeDateStamp = layout.snapshot.TimeDateStamp;
  header.Flags = layout.snapshot.Flags;

  std::vector<std::byte> out;
  out.reserve(layout.memory_origin());
  const auto append = [&](std::span<const std::byte> bytes) {
    out.insert(out.end(), bytes.begin(), bytes.end());
  };
  append(bytes_of(header));
  for (const auto& stream : layout.streams()) append(bytes_of(stream.entry));
  out.resize(layout.origins().parts);
  append(layout.parts());
  for (const auto& stream : layout.streams()) {
    out.resize(stream.entry.Location.Rva.value());
    append(stream.bytes);
  }
  DUMPLAB_CHECK(out.size() == layout.end() && out.size() <= layout.memory_origin());
  out.resize(layout.memory_origin());
  return out;
}

Layout lay_out(const Snapshot& snapshot) {
  const Layout sizes(snapshot, {});
  Layout::Origins origins;
  origins.parts =
      align_up(sizeof(Header) + sizes.streams().size() * sizeof(DirectoryEntry), Layout::kAlignment);
  origins.memory = align_up(origins.parts + sizes.end(), Layout::kAlignment);
  return Layout(snapshot, origins);
}

Result<void> check_expressible(const Layout& layout) {
  if (layout.has_full_memory()) return {};
  std::uint64_t end = layout.memory_origin();
  for (const AddressRange& range : layout.memory_ranges()) {
    if (end > std::numeric_limits<std::uint32_t>::max() ||
        range.size > std::numeric_limits<std::uint32_t>::max())
      return fail(ErrorKind::kUnsupported, end, "4 GiB of memory or more need a full dump");
    end += range.size;
  }
  return {};
}

/// Calls `write` with the memory's bytes in file order.
template <typename Write>
void for_each_chunk(const Layout& layout, Write write) {
  std::vector<std::byte> chunk;
  for (const AddressRange& range : layout.memory_ranges())
    for (std::uint64_t at = 0; at < range.size; at += chunk.size()) {
      chunk.resize(std::min(kChunk, range.size - at));
      DUMPLAB_CHECK(layout.snapshot.memory->read(range.base + at, chunk) == chunk.size());
      write(std::span<const std::byte>(chunk));
    }
}

}  // namespace

Result<void> write_file(const Snapshot& snapshot, const std::filesystem::path& path) {
  const Layout layout = lay_out(snapshot);
  DUMPLAB_TRY_VOID(check_expressible(layout));
  DUMPLAB_TRY(AtomicFile file, AtomicFile::create(path));
  file.write(bytes_of_front(layout));
  for_each_chunk(layout, [&](std::span<const std::byte> bytes) { file.write(bytes); });
  return file.commit();
}

std::vector<std::byte> to_bytes(const Snapshot& snapshot) {
  const Layout layout = lay_out(snapshot);
  DUMPLAB_CHECK(check_expressible(layout));
  std::vector<std::byte> out = bytes_of_front(layout);
  for_each_chunk(
      layout, [&](std::span<const std::byte> bytes) { out.insert(out.end(), bytes.begin(), bytes.end()); });
  return out;
}

}  // namespace dumplab::minidump
