// SPDX-License-Identifier: MIT
#include "minidump/reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/try.h"
#include "minidump/format.h"
#include "minidump/overlaps.h"
#include "minidump/reading.h"
#include "minidump/stream_names.h"
#include "minidump/streams/registry.h"

namespace dumplab::minidump {
namespace {

constexpr std::uint32_t kUnusedStream = 0;

/// Files that are taken for minidumps.
struct Lookalike {
  std::string_view signature, what;
};
constexpr Lookalike kLookalikes[] = {
    {"PAGEDU64", "a 64-bit kernel dump (signature PAGEDU64)"},
    {"PAGEDUMP", "a 32-bit kernel dump (signature PAGEDUMP)"},
    {"PAGE", "a kernel dump (signature PAGE)"},
    {"PMDM", "a minidump in big-endian byte order (signature PMDM)"},
    {"\x7f"
     "ELF",
     "an ELF file, perhaps a core dump"},
    {"MZ", "a PE image"},
};

Result<const Header*> read_header(ByteView file) {
  const auto header = file.at<Header>(0);
  const auto signature = file.at<le32>(0);
  if (signature && (*signature)->value() != kSignature) {
    for (const Lookalike& other : kLookalikes) {
      const auto start = file.slice(0, other.signature.size());
      if (start && std::ranges::equal(start->bytes(), std::as_bytes(std::span(other.signature))))
        return fail(ErrorKind::kUnsupported, 0, fmt::format("{}, not a minidump", other.what));
    }
    return fail(ErrorKind::kMalformed, 0,
                fmt::format("not a minidump: signature {:#010x}, {:#x} (MDMP) expected",
                            (*signature)->value(), kSignature));
  }
  if (!header)
    return fail(ErrorKind::kTruncated, file.size(),
                fmt::format("cut in the header: {} bytes needed, {} there", sizeof(Header), file.size()));
  if (const auto low = static_cast<std::uint16_t>((*header)->Version.value()); low != kVersion)
    return fail(ErrorKind::kMalformed, offsetof(Header, Version),
                fmt::format("version {:#06x}, {:#x} expected", low, kVersion));
  return *header;
}

/// The entries that are there. A directory that the end of the file cuts is readable as long as an entry
/// leads to bytes that are there: then those of its entries that are missing are noted.
Result<std::span<const DirectoryEntry>> read_directory(ByteView file, const Header& header,
                                                       ProblemList& problems) {
  const std::uint64_t rva = header.StreamDirectoryRva.value(), count = header.NumberOfStreams.value();
  if (count == 0) return std::span<const DirectoryEntry>();
  const auto refuse = [&] {
    return fail(
        ErrorKind::kTruncated, rva,
        fmt::format("cut in the stream directory: {} entries of {} bytes at {:#x}, the file has {} bytes",
                    count, sizeof(DirectoryEntry), rva, file.size()));
  };
  if (count > file.size() / sizeof(DirectoryEntry) || rva > file.size()) return refuse();
  if (rva < sizeof(Header))
    return fail(ErrorKind::kMalformed, offsetof(Header, StreamDirectoryRva),
                fmt::format("the stream directory at {:#x} lies in the header", rva));
  const std::uint64_t there = std::min(count, (file.size() - rva) / sizeof(DirectoryEntry));
  const auto entries = *file.array<DirectoryEntry>(rva, there);
  if (there == count) return entries;
  const bool is_useful = std::ranges::any_of(entries, [&](const DirectoryEntry& entry) {
    const auto& location = entry.Location;
    return location.DataSize.value() != 0 && file.slice(location.Rva.value(), location.DataSize.value());
  });
  if (!is_useful) return refuse();
  problems.enter("directory");
  problems.add(Damage::kEntry, rva + there * sizeof(DirectoryEntry),
               fmt::format("{} of {} entries are not in the file", count - there, count));
  return entries;
}

/// The bytes of a stream that are there.
ByteView present_part(ByteView file, const LocationDescriptor& location) {
  const auto rest = file.from(location.Rva.value());
  if (!rest) return ByteView(std::span<const std::byte>(), location.Rva.value());
  return *rest->slice(0, std::min<std::uint64_t>(rest->size(), location.DataSize.value()));
}

/// What of the stream is in the file, as bytes.
void keep_bytes(const DirectoryEntry& entry, std::uint64_t where, Reading& reading) {
  const ByteView bytes = present_part(reading.file, entry.Location);
  const auto part = reading.part(bytes.origin(), bytes.size(), {where, "stream", entry.StreamType.value()});
  if (!part) return;
  reading.snapshot.user_streams.push_back(
      {entry.StreamType.value(), {part->bytes().begin(), part->bytes().end()}});
}

/// No writer comes near this number.
constexpr std::size_t kMostListed = 4096;

std::vector<StreamEntry> list_streams(std::span<const DirectoryEntry> directory) {
  std::vector<StreamEntry> streams;
  for (const DirectoryEntry& entry : directory) {
    const std::uint32_t type = entry.StreamType.value();
    if (type == kUnusedStream) continue;
    if (streams.size() == kMostListed) break;
    streams.push_back({type, entry.Location.Rva.value(), entry.Location.DataSize.value(), stream_name(type),
                       find_stream(type) != nullptr});
  }
  return streams;
}

std::string name_of(std::uint32_t type) {
  const std::string_view name = stream_name(type);
  return name.empty() ? fmt::format("stream {:#x}", type) : std::string(name);
}

/// Streams whose bytes are those of another one, or of header or directory.
void note_shared_bytes(std::span<const DirectoryEntry> directory, std::uint64_t origin, Reading& reading) {
  std::vector<NamedRange> ranges;
  for (const AddressRange& range : reading.container) ranges.push_back({range, range.base.value});
  for (std::size_t i = 0; i < directory.size(); ++i) {
    const std::uint64_t rva = directory[i].Location.Rva.value();
    if (directory[i].StreamType.value() != kUnusedStream && rva <= reading.file.size())
      ranges.push_back(
          {{{rva}, directory[i].Location.DataSize.value()}, origin + i * sizeof(DirectoryEntry)});
  }
  note_overlaps(std::move(ranges), "part of the file", reading);
}

/// Gives the first entry of each known type, in the order of all_streams(); null where there is none.
std::vector<const DirectoryEntry*> choose_streams(std::span<const DirectoryEntry> directory,
                                                  std::uint64_t origin, Reading& reading) {
  reading.problems.enter("directory");
  std::vector<const DirectoryEntry*> chosen(all_streams().size());
  for (std::size_t i = 0; i < directory.size(); ++i) {
    const DirectoryEntry& entry = directory[i];
    const std::uint32_t type = entry.StreamType.value();
    if (type == kUnusedStream) continue;
    const std::uint64_t where = origin + i * sizeof(DirectoryEntry);
    const Stream* stream = find_stream(type);
    const std::uint32_t rva = entry.Location.Rva.value(), size = entry.Location.DataSize.value();
    if (!reading.file.slice(rva, size) && size != 0)
      reading.problems.add(Damage::kStream, where,
                           fmt::format("{}: {} bytes at {:#x} pass the end of the file at {:#x}",
                                       name_of(type), size, rva, reading.file.size()));
    if (!stream) {
      keep_bytes(entry, where, reading);
      continue;
    }
    const DirectoryEntry*& first = chosen[static_cast<std::size_t>(stream - all_streams().data())];
    if (!first)
      first = &entry;
    else
      reading.problems.add(Damage::kWarning, where,
                           fmt::format("a second {}: the first one counts", name_of(type)));
  }
  note_shared_bytes(directory, origin, reading);
  return chosen;
}

void note_missing_system_info(Reading& reading, std::uint64_t where) {
  const Processor guess = reading.snapshot.system.ProcessorArchitecture;
  const std::string_view taken = guess == Processor::kX86     ? "x86 by the size of its contexts"
                                 : guess == Processor::kAmd64 ? "AMD64 by the size of its contexts"
                                                              : "a dump of an unknown processor";
  reading.problems.enter("SystemInfo");
  reading.problems.add(Damage::kWarning, where, fmt::format("there is none: taken for {}", taken));
}

/// What one stream says and another one does not.
void note_contradictions(std::span<const DirectoryEntry* const> chosen, Reading& reading) {
  const Snapshot& snapshot = reading.snapshot;
  const auto is_there = [&](StreamType type) {
    return chosen[static_cast<std::size_t>(find_stream(static_cast<std::uint32_t>(type)) -
                                           all_streams().data())];
  };
  reading.problems.enter("header");
  if ((snapshot.Flags & kWithFullMemory) != 0 && !is_there(StreamType::kMemory64List))
    reading.problems.add(Damage::kWarning, offsetof(Header, Flags),
                         "MiniDumpWithFullMemory, but there is no Memory64List");
  const DirectoryEntry* exception = is_there(StreamType::kException);
  if (!exception || !snapshot.exception || !is_there(StreamType::kThreadList)) return;
  if (snapshot.find_thread(snapshot.exception->ThreadId)) return;
  reading.problems.enter("Exception");
  reading.problems.add(Damage::kWarning, exception->Location.Rva.value(),
                       fmt::format("thread {:#x} is not in the ThreadList", snapshot.exception->ThreadId));
}

}  // namespace

Result<Contents> read_minidump(ByteView file, std::shared_ptr<const void> owner) {
  DUMPLAB_TRY(const Header* header, read_header(file));
  Reading reading(file);
  DUMPLAB_TRY(const auto directory, read_directory(file, *header, reading.problems));

  reading.snapshot.TimeDateStamp = header->TimeDateStamp.value();
  reading.snapshot.Flags = header->Flags.value();
  reading.container = {{{0}, sizeof(Header)}};
  const std::uint64_t directory_rva = header->StreamDirectoryRva.value();
  if (!directory.empty()) reading.container.push_back({{directory_rva}, directory.size_bytes()});
  const auto chosen = choose_streams(directory, directory_rva, reading);
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    if (!chosen[i]) continue;
    reading.problems.enter(all_streams()[i].name);
    const LocationDescriptor& location = chosen[i]->Location;
    all_streams()[i].codec->read({present_part(file, location), location.DataSize.value()}, reading);
  }
  reading.finish_memory(std::move(owner));
  const bool is_empty = std::ranges::none_of(chosen, [](const DirectoryEntry* entry) { return entry; });
  if (!is_empty) note_contradictions(chosen, reading);
  if (!reading.has_system_info && !is_empty)
    note_missing_system_info(reading, offsetof(Header, StreamDirectoryRva));
  return Contents{std::move(reading.snapshot), reading.problems.take(), list_streams(directory)};
}

}  // namespace dumplab::minidump
