// SPDX-License-Identifier: MIT
#include "symbols/dbi.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/try.h"
#include "image/pe_headers.h"

namespace dumplab::symbols {
namespace {

// Source: llvm.org/docs/PDB/DbiStream.html.
struct DbiStreamHeader {
  le32 VersionSignature, VersionHeader, Age;
  le16 GlobalStreamIndex, BuildNumber, PublicStreamIndex, PdbDllVersion, SymRecordStream, PdbDllRbld;
  le32 ModInfoSize, SectionContributionSize, SectionMapSize, SourceInfoSize, TypeServerMapSize,
      MFCTypeServerIndex, OptionalDbgHeaderSize, ECSubstreamSize;
  le16 Flags, Machine;
  le32 Padding;
};
static_assert(sizeof(DbiStreamHeader) == 64);
constexpr std::uint32_t kVersionSignature = 0xffffffff, kVersion70 = 19990903;

struct ModInfo {
  le32 Unused1;
  std::byte SectionContribution[28];
  le16 Flags, ModuleSymStream;
  le32 SymByteSize, C11ByteSize, C13ByteSize;
  le16 SourceFileCount, Padding;
  le32 Unused2, SourceFileNameIndex, PdbFilePathNameIndex;  // ModuleName and ObjFileName follow
};
static_assert(sizeof(ModInfo) == 64);
static_assert(offsetof(ModInfo, SymByteSize) == 36);

// Slots of the optional debug header.
constexpr std::size_t kFpo = 0, kOmapFromSource = 4, kSectionHeaders = 5, kNewFpo = 9;

constexpr std::uint64_t kLongestName = 65536;

Result<std::vector<DbiModule>> read_modules(ByteView bytes) {
  std::vector<DbiModule> modules;
  for (std::uint64_t at = 0; at < bytes.size();) {
    DUMPLAB_TRY(const auto* info, bytes.at<ModInfo>(at));
    DbiModule module{{},
                     info->ModuleSymStream.value(),
                     info->SymByteSize.value(),
                     info->C11ByteSize.value(),
                     info->C13ByteSize.value()};
    at += sizeof *info;
    DUMPLAB_TRY(module.name, bytes.c_string(at, kLongestName));
    at += module.name.size() + 1;
    DUMPLAB_TRY(const std::string object, bytes.c_string(at, kLongestName));
    at = (at + object.size() + 1 + 3) & ~std::uint64_t{3};
    modules.push_back(std::move(module));
  }
  return modules;
}

}  // namespace

Result<Dbi> read_dbi(ByteView stream) {
  DUMPLAB_TRY(const auto* header, stream.at<DbiStreamHeader>(0));
  if (header->VersionSignature.value() != kVersionSignature || header->VersionHeader.value() < kVersion70)
    return fail(ErrorKind::kUnsupported, 0, fmt::format("DBI version {}", header->VersionHeader.value()));
  Dbi dbi;
  dbi.age = header->Age.value();
  dbi.global_names = header->GlobalStreamIndex.value();
  dbi.symbol_records = header->SymRecordStream.value();
  DUMPLAB_TRY(const ByteView modules, stream.slice(sizeof *header, header->ModInfoSize.value()));
  DUMPLAB_TRY(dbi.modules, read_modules(modules));

  std::uint64_t at = sizeof *header;
  for (const le32* size : {&header->ModInfoSize, &header->SectionContributionSize, &header->SectionMapSize,
                           &header->SourceInfoSize, &header->TypeServerMapSize, &header->ECSubstreamSize})
    at += size->value();
  DUMPLAB_TRY(const auto slots, stream.array<le16>(at, header->OptionalDbgHeaderSize.value() / 2));
  const auto slot = [&](std::size_t i) { return i < slots.size() ? slots[i].value() : kNoStream; };
  dbi.section_headers = slot(kSectionHeaders);
  dbi.frame_data = slot(kNewFpo);
  dbi.fpo_data = slot(kFpo);
  dbi.reordered = slot(kOmapFromSource) != kNoStream;
  return dbi;
}

Result<SectionMap> SectionMap::read(ByteView stream) {
  DUMPLAB_TRY(const auto headers,
              stream.array<image::SectionHeader>(0, stream.size() / sizeof(image::SectionHeader)));
  SectionMap map;
  for (const image::SectionHeader& header : headers) {
    const Range range{header.VirtualAddress.value(),
                      std::max(header.VirtualSize.value(), header.SizeOfRawData.value())};
    if (range.size > UINT32_MAX - range.rva)
      return fail(ErrorKind::kMalformed, map.sections_.size() * sizeof header,
                  "a section passes the end of memory");
    map.sections_.push_back(range);
  }
  return map;
}

std::optional<std::uint32_t> SectionMap::rva(std::uint16_t segment, std::uint32_t offset) const {
  if (segment == 0 || segment > sections_.size()) return std::nullopt;
  const Range& section = sections_[segment - 1];
  if (offset > section.size) return std::nullopt;
  return section.rva + offset;
}

std::optional<std::uint32_t> SectionMap::section_start(std::uint32_t rva) const {
  for (const Range& section : sections_)
    if (rva >= section.rva && rva - section.rva < section.size) return section.rva;
  return std::nullopt;
}

}  // namespace dumplab::symbols
