// SPDX-License-Identifier: MIT
#include "minidump/layout.h"

#include <limits>

#include "base/check.h"
#include "base/utf16.h"
#include "minidump/streams/registry.h"
#include "nt/context_codec.h"
#include "snapshot/captured_memory.h"

namespace dumplab::minidump {
namespace {

constexpr std::uint64_t kContextAlignment = 8, kStreamAlignment = 8;

std::uint32_t narrow(std::uint64_t offset) {
  DUMPLAB_CHECK(offset <= std::numeric_limits<std::uint32_t>::max());
  return static_cast<std::uint32_t>(offset);
}

}  // namespace

Layout::Layout(const Snapshot& whole, Origins origins) : snapshot(whole), origins_(origins) {
  if (snapshot.memory) ranges_ = snapshot.memory->ranges();
  std::uint64_t offset = 0;
  for (const AddressRange& range : ranges_) {
    offsets_.push_back(offset);
    offset += range.size;
  }
  const auto add_stream = [&](std::uint32_t type, std::vector<std::byte> bytes) {
    DirectoryEntry entry{};
    entry.StreamType = type;
    entry.Location.DataSize = narrow(bytes.size());
    streams_.push_back({entry, std::move(bytes)});
  };
  for (const Stream& stream : all_streams())
    if (auto bytes = stream.codec->write(*this))
      add_stream(static_cast<std::uint32_t>(stream.type), *std::move(bytes));
  for (const UserStream& stream : snapshot.user_streams) add_stream(stream.type, stream.bytes);
  end_ = origins_.parts + parts_.size();
  for (PlacedStream& stream : streams_) {
    end_ = align_up(end_, kStreamAlignment);
    stream.entry.Location.Rva = narrow(end_);
    end_ += stream.bytes.size();
  }
}

LocationDescriptor Layout::place(std::span<const std::byte> bytes, std::uint64_t alignment) {
  parts_.resize(align_up(parts_.size(), alignment));
  LocationDescriptor location{};
  location.DataSize = narrow(bytes.size());
  location.Rva = narrow(origins_.parts + parts_.size());
  parts_.insert(parts_.end(), bytes.begin(), bytes.end());
  return location;
}

std::uint32_t Layout::place_string(std::string_view text) {
  std::u16string units = utf16_from_utf8(text);
  le32 length{};
  length = narrow(units.size() * sizeof(char16_t));
  const std::uint32_t rva = place(bytes_of(length)).Rva.value();
  units.push_back(0);
  for (const char16_t unit : units) {
    le16 value{};
    value = unit;
    place(bytes_of(value), 1);
  }
  return rva;
}

LocationDescriptor Layout::place_context(const Context& context) {
  const std::vector<std::byte> bytes = nt::bytes_of_context(context);
  if (bytes.empty()) return {};
  return place(bytes, kContextAlignment);
}

std::optional<std::uint64_t> Layout::offset_of_memory(AddressRange range) const {
  const std::size_t first = snapshot::find_range(ranges_, range.base);
  if (first == ranges_.size()) return std::nullopt;
  const std::uint64_t inside = range.base - ranges_[first].base;
  std::uint64_t covered = ranges_[first].size - inside;
  for (std::size_t i = first + 1; covered < range.size; ++i) {
    if (i == ranges_.size() || ranges_[i].base != ranges_[i - 1].end()) return std::nullopt;
    covered += ranges_[i].size;
  }
  return origins_.memory + offsets_[first] + inside;
}

}  // namespace dumplab::minidump
