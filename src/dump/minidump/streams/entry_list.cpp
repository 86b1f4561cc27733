// SPDX-License-Identifier: MIT
#include "minidump/streams/entry_list.h"

#include <fmt/format.h>

namespace dumplab::minidump {
namespace {

constexpr std::uint64_t kPadding = 4, kEntryAlignment = 4;

/// SizeOfHeader and SizeOfEntry of the lists that have them.
struct ListHeader {
  le32 SizeOfHeader, SizeOfEntry;
};
static_assert(sizeof(ListHeader) == 8);

EntryPlaces cut_to_stream(const StreamInput& stream, std::uint64_t start, std::uint64_t stride,
                          std::uint64_t entry_size, std::uint64_t count, Reading& reading) {
  const ByteView entries = stream.bytes.from(start).value_or(ByteView());
  // The last entry may be shorter than the stride.
  const std::uint64_t there = entries.size() < entry_size ? 0 : (entries.size() - entry_size) / stride + 1;
  if (there < count)
    reading.problems.add(Damage::kStream, stream.bytes.origin(),
                         fmt::format("{} entries of {} bytes do not fit into {} bytes: {} read", count,
                                     stride, stream.bytes.size(), there));
  return {entries, stride, std::min(count, there)};
}

void note_cut_start(const StreamInput& stream, std::uint64_t needed, Reading& reading) {
  reading.problems.add(
      Damage::kStream, stream.bytes.origin(),
      fmt::format("cut before its entries: {} bytes needed, {} there", needed, stream.bytes.size()));
}

}  // namespace

EntryPlaces find_counted_entries(const StreamInput& stream, std::uint64_t entry_size, Reading& reading) {
  const auto number = stream.bytes.at<le32>(0);
  if (!number) {
    note_cut_start(stream, sizeof(le32), reading);
    return {};
  }
  const std::uint64_t count = (*number)->value();
  const std::uint64_t plain = sizeof(le32), padded = plain + kPadding;
  const auto holds_whole_entries = [&](std::uint64_t start) {
    return stream.declared_size >= start && (stream.declared_size - start) % entry_size == 0;
  };
  const std::uint64_t listed = count * entry_size;
  std::uint64_t start = plain;
  if (stream.declared_size == padded + listed) start = padded;
  if (stream.declared_size > padded + listed ||
      (stream.declared_size > plain + listed && stream.declared_size < padded + listed)) {
    reading.problems.add(
        Damage::kStream, stream.bytes.origin(),
        fmt::format("{} entries of {} bytes in a stream of {}: {} bytes too many", count, entry_size,
                    stream.declared_size, stream.declared_size - plain - listed));
    return {};
  }
  // A count that does not fit says nothing: take the layout that leaves no part of an entry.
  if (stream.declared_size < plain + listed && !holds_whole_entries(plain) && holds_whole_entries(padded))
    start = padded;
  return cut_to_stream(stream, start, entry_size, entry_size, count, reading);
}

EntryPlaces find_headed_entries(const StreamInput& stream, std::uint64_t count_size, std::uint64_t entry_size,
                                Reading& reading) {
  const auto header = stream.bytes.at<ListHeader>(0);
  const auto number = stream.bytes.slice(sizeof(ListHeader), count_size);
  if (!header || !number) {
    note_cut_start(stream, sizeof(ListHeader) + count_size, reading);
    return {};
  }
  const std::uint64_t count =
      count_size == sizeof(le64) ? (*number->at<le64>(0))->value() : (*number->at<le32>(0))->value();
  const std::uint32_t start = (*header)->SizeOfHeader.value(), stride = (*header)->SizeOfEntry.value();
  const std::uint64_t origin = stream.bytes.origin();
  if (start < sizeof(ListHeader) + count_size) {
    reading.problems.add(
        Damage::kStream, origin,
        fmt::format("SizeOfHeader {}: {} or more expected", start, sizeof(ListHeader) + count_size));
    return {};
  }
  if (stride < entry_size || stride % kEntryAlignment != 0) {
    reading.problems.add(Damage::kStream, origin + offsetof(ListHeader, SizeOfEntry),
                         fmt::format("SizeOfEntry {}: {} or more expected, a multiple of {}", stride,
                                     entry_size, kEntryAlignment));
    return {};
  }
  return cut_to_stream(stream, start, stride, entry_size, count, reading);
}

}  // namespace dumplab::minidump
