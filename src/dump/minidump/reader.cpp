// SPDX-License-Identifier: MIT
#include "minidump/reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/try.h"
#include "minidump/format.h"
#include "minidump/reading.h"
#include "minidump/stream_names.h"
#include "minidump/streams/registry.h"

namespace dumplab::minidump {
namespace {

constexpr std::uint32_t kUnusedStream = 0;
constexpr std::uint32_t kKernelDumpSignature = 0x45474150;  // "PAGE"

Result<const Header*> read_header(ByteView file) {
  if (const auto signature = file.at<le32>(0); signature && (*signature)->value() != kSignature) {
    const std::uint32_t found = (*signature)->value();
    if (found == kKernelDumpSignature)
      return fail(ErrorKind::kUnsupported, 0, "a kernel dump (signature PAGE), not a minidump");
    return fail(ErrorKind::kMalformed, 0,
                fmt::format("not a minidump: signature {:#010x}, {:#x} (MDMP) expected", found, kSignature));
  }
  const auto header = file.at<Header>(0);
  if (!header)
    return fail(ErrorKind::kTruncated, file.size(),
                fmt::format("cut in the header: {} bytes needed, {} there", sizeof(Header), file.size()));
  return *header;
}

Result<std::span<const DirectoryEntry>> read_directory(ByteView file, const Header& header) {
  const std::uint32_t rva = header.StreamDirectoryRva.value(), count = header.NumberOfStreams.value();
  if (count == 0) return std::span<const DirectoryEntry>();
  auto entries = file.array<DirectoryEntry>(rva, count);
  if (!entries)
    return fail(
        ErrorKind::kTruncated, rva,
        fmt::format("cut in the stream directory: {} entries of {} bytes at {:#x}, the file has {} bytes",
                    count, sizeof(DirectoryEntry), rva, file.size()));
  return entries;
}

/// The bytes of a stream that are there.
ByteView present_part(ByteView file, const LocationDescriptor& location) {
  const auto rest = file.from(location.Rva.value());
  if (!rest) return ByteView(std::span<const std::byte>(), location.Rva.value());
  return *rest->slice(0, std::min<std::uint64_t>(rest->size(), location.DataSize.value()));
}

/// What of the stream is in the file.
void add_user_stream(const DirectoryEntry& entry, std::uint64_t where, Reading& reading) {
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
    const std::string name = stream ? std::string(stream->name) : fmt::format("stream {:#x}", type);
    const std::uint32_t rva = entry.Location.Rva.value(), size = entry.Location.DataSize.value();
    if (!reading.file.slice(rva, size) && size != 0)
      reading.problems.add(where, fmt::format("{}: {} bytes at {:#x} pass the end of the file at {:#x}", name,
                                              size, rva, reading.file.size()));
    if (type > kLastReservedStream) add_user_stream(entry, where, reading);
    if (!stream) continue;
    const DirectoryEntry*& first = chosen[static_cast<std::size_t>(stream - all_streams().data())];
    if (!first)
      first = &entry;
    else
      reading.problems.add(where, fmt::format("a second {}: the first one counts", name));
  }
  return chosen;
}

void note_missing_system_info(Reading& reading, std::uint64_t where) {
  const Processor guess = reading.snapshot.system.ProcessorArchitecture;
  const std::string_view taken = guess == Processor::kX86     ? "x86 by the size of its contexts"
                                 : guess == Processor::kAmd64 ? "AMD64 by the size of its contexts"
                                                              : "a dump of an unknown processor";
  reading.problems.enter("SystemInfo");
  reading.problems.add(where, fmt::format("there is none: taken for {}", taken));
}

}  // namespace

Result<Contents> read_minidump(ByteView file, std::shared_ptr<const void> owner) {
  DUMPLAB_TRY(const Header* header, read_header(file));
  DUMPLAB_TRY(const auto directory, read_directory(file, *header));

  Reading reading(file);
  reading.snapshot.TimeDateStamp = header->TimeDateStamp.value();
  reading.snapshot.Flags = header->Flags.value();
  if (const auto low = static_cast<std::uint16_t>(header->Version.value()); low != kVersion) {
    reading.problems.enter("header");
    reading.problems.add(offsetof(Header, Version),
                         fmt::format("version {:#06x}, {:#x} expected", low, kVersion));
  }
  const auto chosen = choose_streams(directory, header->StreamDirectoryRva.value(), reading);
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    if (!chosen[i]) continue;
    reading.problems.enter(all_streams()[i].name);
    const LocationDescriptor& location = chosen[i]->Location;
    all_streams()[i].codec->read({present_part(file, location), location.DataSize.value()}, reading);
  }
  reading.problems.enter("ThreadList");
  reading.finish_memory(std::move(owner));
  if (!reading.has_system_info) note_missing_system_info(reading, offsetof(Header, StreamDirectoryRva));
  return Contents{std::move(reading.snapshot), reading.problems.take(), list_streams(directory)};
}

}  // namespace dumplab::minidump
