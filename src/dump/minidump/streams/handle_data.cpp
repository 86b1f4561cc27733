// SPDX-License-Identifier: MIT
#include "minidump/layout.h"
#include "minidump/streams/entry_list.h"

namespace dumplab::minidump {
namespace {

/// MINIDUMP_HANDLE_DATA_STREAM.
struct HandleDataHeader {
  le32 SizeOfHeader, SizeOfDescriptor, NumberOfDescriptors, Reserved;
};
static_assert(sizeof(HandleDataHeader) == 16);

/// MINIDUMP_HANDLE_DESCRIPTOR. The second version has two more words, the first of which leads to data that
/// the format does not describe: they are passed over.
struct HandleEntry {
  le64 Handle;
  le32 TypeNameRva, ObjectNameRva;  ///< 0: none
  le32 Attributes, GrantedAccess, HandleCount, PointerCount;
};
static_assert(sizeof(HandleEntry) == 32);
static_assert(offsetof(HandleEntry, ObjectNameRva) == 12);
static_assert(offsetof(HandleEntry, PointerCount) == 28);

void read(const StreamInput& stream, Reading& reading) {
  const EntryList<HandleEntry> entries(
      find_headed_entries(stream, sizeof(le32), sizeof(HandleEntry), reading));
  for (std::uint64_t i = 0; i < entries.size(); ++i) {
    const HandleEntry& from = entries[i];
    HandleDescriptor& to = reading.snapshot.handles.emplace_back();
    to.Handle = from.Handle.value();
    const auto name = [&](const le32& rva, std::size_t offset,
                          const char* what) -> std::optional<std::string> {
      if (rva.value() == 0) return std::nullopt;
      return reading.string(rva.value(), {entries.offset(i) + offset, what, to.Handle});
    };
    to.TypeName = name(from.TypeNameRva, offsetof(HandleEntry, TypeNameRva), "type of handle");
    to.ObjectName = name(from.ObjectNameRva, offsetof(HandleEntry, ObjectNameRva), "object name of handle");
    to.Attributes = from.Attributes.value();
    to.GrantedAccess = from.GrantedAccess.value();
    to.HandleCount = from.HandleCount.value();
    to.PointerCount = from.PointerCount.value();
  }
}

std::optional<std::vector<std::byte>> write(Layout& layout) {
  const std::vector<HandleDescriptor>& handles = layout.snapshot.handles;
  if (handles.empty()) return std::nullopt;
  HandleDataHeader header{};
  header.SizeOfHeader = static_cast<std::uint32_t>(sizeof(HandleDataHeader));
  header.SizeOfDescriptor = static_cast<std::uint32_t>(sizeof(HandleEntry));
  header.NumberOfDescriptors = static_cast<std::uint32_t>(handles.size());
  std::vector<std::byte> stream;
  append(stream, header);
  for (const HandleDescriptor& from : handles) {
    HandleEntry to{};
    to.Handle = from.Handle;
    if (from.TypeName) to.TypeNameRva = layout.place_string(*from.TypeName);
    if (from.ObjectName) to.ObjectNameRva = layout.place_string(*from.ObjectName);
    to.Attributes = from.Attributes;
    to.GrantedAccess = from.GrantedAccess;
    to.HandleCount = from.HandleCount;
    to.PointerCount = from.PointerCount;
    append(stream, to);
  }
  return stream;
}

}  // namespace

constinit const StreamCodec kHandleDataCodec{read, write};

}  // namespace dumplab::minidump
