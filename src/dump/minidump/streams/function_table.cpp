// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "minidump/layout.h"
#include "minidump/streams/entry_list.h"

namespace dumplab::minidump {
namespace {

/// MINIDUMP_FUNCTION_TABLE_STREAM. Behind it and its padding, for each table: a descriptor, the system's own
/// descriptor, the entries, the descriptor's padding.
struct FunctionTableHeader {
  le32 SizeOfHeader, SizeOfDescriptor, SizeOfNativeDescriptor, SizeOfFunctionEntry, NumberOfDescriptors,
      SizeOfAlignPad;
};
static_assert(sizeof(FunctionTableHeader) == 24);

/// MINIDUMP_FUNCTION_TABLE_DESCRIPTOR.
struct TableDescriptor {
  le64 MinimumAddress, MaximumAddress, BaseAddress;
  le32 EntryCount, SizeOfAlignPad;
};
static_assert(sizeof(TableDescriptor) == 32);

void read(const StreamInput& stream, Reading& reading) {
  const auto header = read_fixed<FunctionTableHeader>(stream, sizeof(FunctionTableHeader), reading);
  if (!header) return;
  const std::uint32_t count = header->NumberOfDescriptors.value();
  const std::uint64_t descriptor_size = header->SizeOfDescriptor.value(),
                      native_size = header->SizeOfNativeDescriptor.value(),
                      entry_size = header->SizeOfFunctionEntry.value();
  std::uint64_t at = std::uint64_t{header->SizeOfHeader.value()} + header->SizeOfAlignPad.value();
  const auto refuse = [&](std::uint32_t i) {
    reading.problems.add(Damage::kStream, stream.bytes.origin() + std::min(at, stream.bytes.size()),
                         fmt::format("table {} of {} does not fit", i + 1, count));
  };
  if (at < sizeof(FunctionTableHeader) || descriptor_size < sizeof(TableDescriptor)) return refuse(0);
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto descriptor = stream.bytes.at<TableDescriptor>(at);
    if (!descriptor) return refuse(i);
    const std::uint64_t entries_size = (*descriptor)->EntryCount.value() * entry_size;
    const auto native = stream.bytes.slice(at + descriptor_size, native_size);
    const auto entries = stream.bytes.slice(at + descriptor_size + native_size, entries_size);
    if (!native || !entries) return refuse(i);
    FunctionTable& to = reading.snapshot.function_tables.emplace_back();
    to.MinimumAddress = (*descriptor)->MinimumAddress.value();
    to.MaximumAddress = (*descriptor)->MaximumAddress.value();
    to.BaseAddress = (*descriptor)->BaseAddress.value();
    to.EntryCount = (*descriptor)->EntryCount.value();
    to.native = copy_of(native->bytes());
    to.entries = copy_of(entries->bytes());
    at += descriptor_size + native_size + entries_size + (*descriptor)->SizeOfAlignPad.value();
  }
}

/// Tables of one stream have native descriptors and entries of one size: those of the first table count.
std::optional<std::vector<std::byte>> write(Layout& layout) {
  const std::vector<FunctionTable>& tables = layout.snapshot.function_tables;
  if (tables.empty()) return std::nullopt;
  const FunctionTable& first = tables.front();
  FunctionTableHeader header{};
  header.SizeOfHeader = static_cast<std::uint32_t>(sizeof(FunctionTableHeader));
  header.SizeOfDescriptor = static_cast<std::uint32_t>(sizeof(TableDescriptor));
  header.SizeOfNativeDescriptor = static_cast<std::uint32_t>(first.native.size());
  header.SizeOfFunctionEntry =
      static_cast<std::uint32_t>(first.EntryCount ? first.entries.size() / first.EntryCount : 0);
  header.NumberOfDescriptors = static_cast<std::uint32_t>(tables.size());
  std::vector<std::byte> stream;
  append(stream, header);
  for (const FunctionTable& from : tables) {
    append(stream, TableDescriptor{le64(from.MinimumAddress), le64(from.MaximumAddress),
                                   le64(from.BaseAddress), le32(from.EntryCount), le32(0)});
    for (const auto* part : {&from.native, &from.entries}) {
      const auto bytes = std::as_bytes(std::span(*part));
      stream.insert(stream.end(), bytes.begin(), bytes.end());
    }
  }
  return stream;
}

}  // namespace

constinit const StreamCodec kFunctionTableCodec{read, write};

}  // namespace dumplab::minidump
