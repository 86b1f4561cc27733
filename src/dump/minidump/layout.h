// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/byte_view.h"
#include "dumplab/snapshot.h"
#include "minidump/format.h"

namespace dumplab::minidump {

/// The places of a dump's pieces: header, directory, parts (strings, contexts, records), streams, and memory
/// last, where every reader finds everything (32-bit offsets need the small pieces in front).
///
/// Pointers go forward to memory whose place depends on all sizes in front of it. So a dump is laid out
/// twice: with origins 0 to learn the sizes, then with the true origins. Sizes do not depend on origins.
class Layout {
 public:
  struct Origins {
    std::uint64_t parts = 0, memory = 0;  ///< file offsets, multiples of kAlignment
  };
  struct PlacedStream {
    DirectoryEntry entry;
    std::vector<std::byte> bytes;
  };
  static constexpr std::uint64_t kAlignment = 16;

  /// Lays out `whole`, which must stay alive.
  Layout(const Snapshot& whole, Origins origins);

  const Snapshot& snapshot;

  // For the writers of streams.
  LocationDescriptor place(std::span<const std::byte> bytes, std::uint64_t alignment = 4);
  /// MINIDUMP_STRING with its NUL.
  std::uint32_t place_string(std::string_view text);
  /// Nothing for an empty context.
  LocationDescriptor place_context(const Context& context);
  bool has_full_memory() const { return (snapshot.Flags & kWithFullMemory) != 0; }
  /// The ranges that are written; their bytes follow each other from memory_origin() on.
  std::span<const AddressRange> memory_ranges() const { return ranges_; }
  std::uint64_t memory_origin() const { return origins_.memory; }
  /// File offset of the bytes at `range`; empty when some are missing.
  std::optional<std::uint64_t> offset_of_memory(AddressRange range) const;

  // For the writer of the file.
  const Origins& origins() const { return origins_; }
  std::span<const std::byte> parts() const { return parts_; }
  std::span<const PlacedStream> streams() const { return streams_; }
  /// Behind the last stream.
  std::uint64_t end() const { return end_; }

 private:
  Origins origins_;
  std::span<const AddressRange> ranges_;
  std::vector<std::uint64_t> offsets_;  // of each range's bytes, from memory_origin() on
  std::vector<std::byte> parts_;
  std::vector<PlacedStream> streams_;
  std::uint64_t end_ = 0;
};

constexpr std::uint64_t align_up(std::uint64_t value, std::uint64_t alignment) {
  return (value + alignment - 1) / alignment * alignment;
}

}  // namespace dumplab::minidump
