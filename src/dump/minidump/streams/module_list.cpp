// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "minidump/layout.h"
#include "minidump/overlaps.h"
#include "minidump/streams/entry_list.h"
#include "snapshot/codeview.h"

namespace dumplab::minidump {
namespace {

/// VS_FIXEDFILEINFO.
struct FixedFileInfoField {
  le32 dwSignature, dwStrucVersion, dwFileVersionMS, dwFileVersionLS, dwProductVersionMS, dwProductVersionLS,
      dwFileFlagsMask, dwFileFlags, dwFileOS, dwFileType, dwFileSubtype, dwFileDateMS, dwFileDateLS;
};
static_assert(sizeof(FixedFileInfoField) == 52);

/// MINIDUMP_MODULE. The stream is a 32-bit count and the modules.
struct ModuleEntry {
  le64 BaseOfImage;
  le32 SizeOfImage, CheckSum, TimeDateStamp, ModuleNameRva;
  FixedFileInfoField VersionInfo;
  LocationDescriptor CvRecord, MiscRecord;
  le64 Reserved0, Reserved1;
};
static_assert(sizeof(ModuleEntry) == 108);
static_assert(offsetof(ModuleEntry, ModuleNameRva) == 20);
static_assert(offsetof(ModuleEntry, VersionInfo) == 24);
static_assert(offsetof(ModuleEntry, CvRecord) == 76);
static_assert(offsetof(ModuleEntry, MiscRecord) == 84);

/// 32 times Breakpad's limit.
constexpr std::uint64_t kMaximumModules = 1 << 16;

struct VersionField {
  le32 FixedFileInfoField::*in_file;
  std::uint32_t FixedFileInfo::*in_snapshot;
};
constexpr VersionField kVersionFields[] = {
    {&FixedFileInfoField::dwSignature, &FixedFileInfo::dwSignature},
    {&FixedFileInfoField::dwStrucVersion, &FixedFileInfo::dwStrucVersion},
    {&FixedFileInfoField::dwFileVersionMS, &FixedFileInfo::dwFileVersionMS},
    {&FixedFileInfoField::dwFileVersionLS, &FixedFileInfo::dwFileVersionLS},
    {&FixedFileInfoField::dwProductVersionMS, &FixedFileInfo::dwProductVersionMS},
    {&FixedFileInfoField::dwProductVersionLS, &FixedFileInfo::dwProductVersionLS},
    {&FixedFileInfoField::dwFileFlagsMask, &FixedFileInfo::dwFileFlagsMask},
    {&FixedFileInfoField::dwFileFlags, &FixedFileInfo::dwFileFlags},
    {&FixedFileInfoField::dwFileOS, &FixedFileInfo::dwFileOS},
    {&FixedFileInfoField::dwFileType, &FixedFileInfo::dwFileType},
    {&FixedFileInfoField::dwFileSubtype, &FixedFileInfo::dwFileSubtype},
    {&FixedFileInfoField::dwFileDateMS, &FixedFileInfo::dwFileDateMS},
    {&FixedFileInfoField::dwFileDateLS, &FixedFileInfo::dwFileDateLS}};

constexpr std::uint32_t kVersionSignature = 0xfeef04bd;  // VS_FFI_SIGNATURE
constexpr std::uint64_t kPageSize = 4096;

/// What of an entry is readable and cannot be.
void note_contradictions(const ModuleEntry& entry, std::uint64_t where, Reading& reading) {
  const std::uint64_t base = entry.BaseOfImage.value();
  const auto note = [&](std::size_t offset, std::string what) {
    reading.problems.add(Damage::kWarning, where + offset, fmt::format("module at {:#x}: {}", base, what));
  };
  if (base % kPageSize != 0) note(offsetof(ModuleEntry, BaseOfImage), "its base is inside a page");
  if (entry.SizeOfImage.value() == 0) note(offsetof(ModuleEntry, SizeOfImage), "its size is 0");
  const std::uint32_t signature = entry.VersionInfo.dwSignature.value();
  if (signature != 0 && signature != kVersionSignature)
    note(offsetof(ModuleEntry, VersionInfo),
         fmt::format("version information with signature {:#x}", signature));
}

/// A path that climbs is nothing that a loader would keep.
bool has_parent_step(std::string_view path) {
  for (const char separator : {'/', '\\'})
    if (path.find(fmt::format("..{}", separator)) != std::string_view::npos) return true;
  return false;
}

void read(const StreamInput& stream, Reading& reading) {
  EntryList<ModuleEntry> entries(find_counted_entries(stream, sizeof(ModuleEntry), reading));
  entries.limit(kMaximumModules, reading);
  std::vector<NamedRange> ranges;
  for (std::uint64_t i = 0; i < entries.size(); ++i) {
    const ModuleEntry& from = entries[i];
    const std::uint64_t base = from.BaseOfImage.value();
    const auto field = [&](std::size_t offset, std::string_view what) {
      return Field{entries.offset(i) + offset, what, base};
    };
    Module& to = reading.snapshot.modules.emplace_back();
    to.BaseOfImage = base;
    to.SizeOfImage = static_cast<std::uint32_t>(
        reading.range(base, from.SizeOfImage.value(), field(offsetof(ModuleEntry, SizeOfImage), "module at"))
            .size);
    to.CheckSum = from.CheckSum.value();
    to.TimeDateStamp = from.TimeDateStamp.value();
    for (const auto& [in_file, in_snapshot] : kVersionFields)
      to.VersionInfo.*in_snapshot = (from.VersionInfo.*in_file).value();
    const Field name = field(offsetof(ModuleEntry, ModuleNameRva), "name of module");
    to.path = reading.string(from.ModuleNameRva.value(), name).value_or("");
    if (has_parent_step(to.path)) reading.note(Damage::kWarning, name, "climbs out of its folder");
    const Field codeview = field(offsetof(ModuleEntry, CvRecord), "CodeView record of module");
    if (const auto record = reading.part(from.CvRecord, codeview)) {
      to.codeview = snapshot::read_codeview(*record);
      if (!snapshot::has_terminated_path(*record))
        reading.note(Damage::kWarning, codeview, "has a path without a NUL");
    }
    if (const auto record =
            reading.part(from.MiscRecord, field(offsetof(ModuleEntry, MiscRecord), "debug record of module")))
      to.misc_record = copy_of(record->bytes());
    note_contradictions(from, entries.offset(i), reading);
    ranges.push_back({to.range(), entries.offset(i)});
  }
  note_overlaps(std::move(ranges), "module", reading);
}

std::optional<std::vector<std::byte>> write(Layout& layout) {
  const auto place_record = [&](std::span<const std::byte> record) {
    return record.empty() ? LocationDescriptor{} : layout.place(record);
  };
  std::vector<std::byte> stream;
  le32 count{};
  count = static_cast<std::uint32_t>(layout.snapshot.modules.size());
  append(stream, count);
  for (const Module& from : layout.snapshot.modules) {
    ModuleEntry to{};
    to.BaseOfImage = from.BaseOfImage;
    to.SizeOfImage = from.SizeOfImage;
    to.CheckSum = from.CheckSum;
    to.TimeDateStamp = from.TimeDateStamp;
    to.ModuleNameRva = layout.place_string(from.path);
    for (const auto& [in_file, in_snapshot] : kVersionFields)
      to.VersionInfo.*in_file = from.VersionInfo.*in_snapshot;
    to.CvRecord = place_record(snapshot::bytes_of_codeview(from.codeview));
    to.MiscRecord = place_record(std::as_bytes(std::span(from.misc_record)));
    append(stream, to);
  }
  return stream;
}

}  // namespace

constinit const StreamCodec kModuleListCodec{read, write};

}  // namespace dumplab::minidump
