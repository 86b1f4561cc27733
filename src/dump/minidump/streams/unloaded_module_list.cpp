// SPDX-License-Identifier: MIT
#include "minidump/layout.h"
#include "minidump/streams/entry_list.h"

namespace dumplab::minidump {
namespace {

/// MINIDUMP_UNLOADED_MODULE_LIST.
struct UnloadedModuleHeader {
  le32 SizeOfHeader, SizeOfEntry, NumberOfEntries;
};
static_assert(sizeof(UnloadedModuleHeader) == 12);

/// MINIDUMP_UNLOADED_MODULE.
struct UnloadedModuleEntry {
  le64 BaseOfImage;
  le32 SizeOfImage, CheckSum, TimeDateStamp, ModuleNameRva;
};
static_assert(sizeof(UnloadedModuleEntry) == 24);
static_assert(offsetof(UnloadedModuleEntry, ModuleNameRva) == 20);

void read(const StreamInput& stream, Reading& reading) {
  const EntryList<UnloadedModuleEntry> entries(
      find_headed_entries(stream, sizeof(le32), sizeof(UnloadedModuleEntry), reading));
  for (std::uint64_t i = 0; i < entries.size(); ++i) {
    const UnloadedModuleEntry& from = entries[i];
    UnloadedModule& to = reading.snapshot.unloaded_modules.emplace_back();
    to.BaseOfImage = from.BaseOfImage.value();
    to.SizeOfImage = from.SizeOfImage.value();
    to.CheckSum = from.CheckSum.value();
    to.TimeDateStamp = from.TimeDateStamp.value();
    const std::uint64_t where = entries.offset(i) + offsetof(UnloadedModuleEntry, ModuleNameRva);
    to.name =
        reading.string(from.ModuleNameRva.value(), {where, "name of the unloaded module at", to.BaseOfImage})
            .value_or("");
  }
}

std::optional<std::vector<std::byte>> write(Layout& layout) {
  const std::vector<UnloadedModule>& modules = layout.snapshot.unloaded_modules;
  if (modules.empty()) return std::nullopt;
  UnloadedModuleHeader header{};
  header.SizeOfHeader = static_cast<std::uint32_t>(sizeof(UnloadedModuleHeader));
  header.SizeOfEntry = static_cast<std::uint32_t>(sizeof(UnloadedModuleEntry));
  header.NumberOfEntries = static_cast<std::uint32_t>(modules.size());
  std::vector<std::byte> stream;
  append(stream, header);
  for (const UnloadedModule& from : modules) {
    UnloadedModuleEntry to{};
    to.BaseOfImage = from.BaseOfImage;
    to.SizeOfImage = from.SizeOfImage;
    to.CheckSum = from.CheckSum;
    to.TimeDateStamp = from.TimeDateStamp;
    to.ModuleNameRva = layout.place_string(from.name);
    append(stream, to);
  }
  return stream;
}

}  // namespace

constinit const StreamCodec kUnloadedModuleListCodec{read, write};

}  // namespace dumplab::minidump
