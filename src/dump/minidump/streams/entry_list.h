// SPDX-License-Identifier: MIT
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "minidump/reading.h"
#include "minidump/streams/stream_codec.h"

namespace dumplab::minidump {

/// Where the entries of a list stream stand.
struct EntryPlaces {
  ByteView entries;
  std::uint64_t stride = 0, count = 0;  ///< bytes from entry to entry; entries that are wholly there
};

/// A list that begins with a 32-bit count. Some writers put 4 bytes of padding behind it: the size of the
/// stream tells. Gives the entries that are there and notes a problem when they are fewer than counted; none
/// where the size fits neither layout.
EntryPlaces find_counted_entries(const StreamInput& stream, std::uint64_t entry_size, Reading& reading);

/// A list whose header says the size of header and entries and their number (`count_size` bytes at offset 8).
/// Headers and entries longer than known are skipped over, shorter entries refused.
EntryPlaces find_headed_entries(const StreamInput& stream, std::uint64_t count_size, std::uint64_t entry_size,
                                Reading& reading);

/// Entries in place.
template <FileStruct Entry>
class EntryList {
 public:
  explicit EntryList(EntryPlaces places) : places_(places) {}

  std::uint64_t size() const { return places_.count; }
  const Entry& operator[](std::uint64_t i) const { return **places_.entries.at<Entry>(i * places_.stride); }
  /// File offset of an entry.
  std::uint64_t offset(std::uint64_t i) const { return places_.entries.origin() + i * places_.stride; }
  /// Leaves out what is behind the first `limit` entries.
  void limit(std::uint64_t limit, Reading& reading);

 private:
  EntryPlaces places_;
};

/// The structure at the start of a stream, zeros where the stream is shorter, which is noted; empty when not
/// even `minimum` bytes are there.
template <FileStruct T>
std::optional<T> read_fixed(const StreamInput& stream, std::uint64_t minimum, Reading& reading) {
  const std::uint64_t there = std::min<std::uint64_t>(stream.bytes.size(), sizeof(T));
  if (there < sizeof(T))
    reading.problems.add(
        Damage::kStream, stream.bytes.origin() + there,
        "the stream ends after " + std::to_string(there) + " of " + std::to_string(sizeof(T)) + " bytes");
  if (there < minimum) return std::nullopt;
  T value{};
  std::ranges::copy(stream.bytes.bytes().first(there),
                    std::as_writable_bytes(std::span<T, 1>(&value, 1)).begin());
  return value;
}

template <FileStruct Entry>
void EntryList<Entry>::limit(std::uint64_t limit, Reading& reading) {
  if (places_.count <= limit) return;
  reading.problems.add(
      Damage::kStream, offset(limit),
      fmt::format("{} entries: those behind the first {} are left out", places_.count, limit));
  places_.count = limit;
}

}  // namespace dumplab::minidump
