// SPDX-License-Identifier: MIT
#include "image/pe_image.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "base/try.h"

namespace dumplab::image {
namespace {

constexpr std::uint32_t kMaximumExports = 0x10000;  // ordinals have 16 bits
constexpr std::uint64_t kMaximumNameLength = 512;

/// A name of more than eight characters stands in a file's string table, and the header has "/offset".
std::string section_name(const SectionHeader& header, ByteView string_table) {
  std::string name(header.Name, ::strnlen(header.Name, sizeof header.Name));
  std::uint32_t offset = 0;
  const char* end = name.data() + name.size();
  if (!name.starts_with('/') || std::from_chars(name.data() + 1, end, offset).ptr != end) return name;
  const auto long_name = string_table.c_string(offset, kMaximumNameLength);
  return long_name && !long_name->empty() ? *long_name : name;
}

/// Behind the symbol table; empty without one.
ByteView string_table(ByteView file, const FileHeader& header) {
  constexpr std::uint64_t kSymbolSize = 18;
  const std::uint64_t symbols = header.PointerToSymbolTable.value();
  const auto table = file.from(symbols + kSymbolSize * header.NumberOfSymbols.value());
  return symbols && table ? *table : ByteView();
}

}  // namespace

Result<PeImage> PeImage::parse(ByteView bytes, Layout layout) {
  PeImage image;
  image.bytes_ = bytes;
  image.layout_ = layout;
  DUMPLAB_TRY(const auto* dos, bytes.at<DosHeader>(0));
  if (dos->e_magic.value() != kDosMagic)
    return fail(ErrorKind::kMalformed, bytes.origin(), "no MZ signature");
  const std::uint64_t pe = dos->e_lfanew.value();
  DUMPLAB_TRY(const auto* signature, bytes.at<le32>(pe));
  if (signature->value() != kPeSignature)
    return fail(ErrorKind::kMalformed, bytes.origin() + pe, "no PE signature");
  DUMPLAB_TRY(image.file_header_, bytes.at<FileHeader>(pe + 4));
  const std::uint64_t optional = pe + 4 + sizeof(FileHeader);
  DUMPLAB_TRY(const auto* magic, bytes.at<le16>(optional));
  std::uint64_t directories = 0;
  std::uint32_t count = 0;
  const auto take = [&](const auto& header) {
    image.image_base_ = header.ImageBase.value();
    image.size_of_image_ = header.SizeOfImage.value();
    image.size_of_headers_ = header.SizeOfHeaders.value();
    image.entry_point_ = header.AddressOfEntryPoint.value();
    image.checksum_ = header.CheckSum.value();
    image.subsystem_ = header.Subsystem.value();
    image.stack_reserve_ = header.SizeOfStackReserve.value();
    image.stack_commit_ = header.SizeOfStackCommit.value();
    count = header.NumberOfRvaAndSizes.value();
    directories = optional + sizeof header;
  };
  if (magic->value() == kMagicPe32) {
    DUMPLAB_TRY(const auto* header, bytes.at<OptionalHeader32>(optional));
    take(*header);
    image.image_base_offset_ = optional + offsetof(OptionalHeader32, ImageBase);
  } else if (magic->value() == kMagicPe32Plus) {
    DUMPLAB_TRY(const auto* header, bytes.at<OptionalHeader64>(optional));
    take(*header);
    image.is_64_bit_ = true;
    image.image_base_offset_ = optional + offsetof(OptionalHeader64, ImageBase);
  } else {
    return fail(ErrorKind::kUnsupported, bytes.origin() + optional, "unknown optional header");
  }
  DUMPLAB_TRY(image.directories_, bytes.array<DataDirectory>(directories, std::min(count, 16u)));
  const std::uint64_t table = optional + image.file_header_->SizeOfOptionalHeader.value();
  DUMPLAB_TRY(const auto headers,
              bytes.array<SectionHeader>(table, image.file_header_->NumberOfSections.value()));
  image.section_table_offset_ = table;
  const ByteView names = layout == Layout::kFile ? string_table(bytes, *image.file_header_) : ByteView();
  for (const SectionHeader& header : headers)
    image.sections_.push_back({section_name(header, names), header.VirtualAddress.value(),
                               header.VirtualSize.value(), header.PointerToRawData.value(),
                               header.SizeOfRawData.value(), header.Characteristics.value()});
  return image;
}

Result<ByteView> PeImage::from_rva(std::uint32_t rva) const {
  if (layout_ == Layout::kMapped) return bytes_.from(rva);
  if (rva < size_of_headers_) return bytes_.from(rva);
  for (const Section& section : sections_) {
    if (rva < section.rva || rva - section.rva >= section.file_size) continue;
    const std::uint32_t inside = rva - section.rva;
    return bytes_.slice(std::uint64_t{section.file_offset} + inside, section.file_size - inside);
  }
  return fail(ErrorKind::kTruncated, bytes_.origin(), "an RVA is in no section");
}

Result<ByteView> PeImage::at_rva(std::uint32_t rva, std::uint32_t size) const {
  DUMPLAB_TRY(const ByteView rest, from_rva(rva));
  return rest.slice(0, size);
}

const DataDirectory* PeImage::directory(Directory which) const {
  const auto index = static_cast<std::size_t>(which);
  if (index >= directories_.size() || directories_[index].VirtualAddress.value() == 0) return nullptr;
  return &directories_[index];
}

Result<std::optional<ByteView>> PeImage::directory_bytes(Directory which) const {
  const DataDirectory* where = directory(which);
  if (!where) return std::nullopt;
  DUMPLAB_TRY(const ByteView bytes, at_rva(where->VirtualAddress.value(), where->Size.value()));
  return bytes;
}

std::vector<Export> PeImage::exports() const {
  std::vector<Export> result;
  const DataDirectory* where = directory(kExports);
  if (!where) return result;
  const auto rest = from_rva(where->VirtualAddress.value());
  if (!rest) return result;
  const auto header = rest->at<ExportDirectory>(0);
  if (!header) return result;
  const std::uint32_t count = std::min((*header)->NumberOfFunctions.value(), kMaximumExports);
  const auto functions_bytes = from_rva((*header)->AddressOfFunctions.value());
  if (!functions_bytes) return result;
  const auto functions = functions_bytes->array<le32>(0, count);
  if (!functions) return result;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::uint32_t rva = (*functions)[i].value();
    Export e;
    e.ordinal = (*header)->Base.value() + i;
    if (rva - where->VirtualAddress.value() < where->Size.value()) {
      const auto text = from_rva(rva);
      if (text) e.forwarder = text->c_string(0, kMaximumNameLength).value_or("");
    } else {
      e.rva = rva;
    }
    result.push_back(std::move(e));
  }
  const std::uint32_t names = std::min((*header)->NumberOfNames.value(), kMaximumExports);
  const auto names_bytes = from_rva((*header)->AddressOfNames.value());
  const auto ordinals_bytes = from_rva((*header)->AddressOfNameOrdinals.value());
  if (names == 0 || !names_bytes || !ordinals_bytes) return result;
  const auto name_rvas = names_bytes->array<le32>(0, names);
  const auto ordinals = ordinals_bytes->array<le16>(0, names);
  if (!name_rvas || !ordinals) return result;
  for (std::uint32_t i = 0; i < names; ++i) {
    const auto text = from_rva((*name_rvas)[i].value());
    const std::uint16_t index = (*ordinals)[i].value();
    if (!text || index >= count) continue;
    const auto name = text->c_string(0, kMaximumNameLength);
    if (!name) continue;
    if (result[index].name.empty()) {
      result[index].name = *name;
    } else {
      Export alias = result[index];
      alias.name = *name;
      result.push_back(std::move(alias));
    }
  }
  std::erase_if(result, [](const Export& e) { return e.rva == 0 && e.forwarder.empty(); });
  return result;
}

std::optional<Export> PeImage::find_export(std::string_view name) const {
  for (Export& e : exports())
    if (e.name == name) return std::move(e);
  return std::nullopt;
}

std::optional<std::uint32_t> PeImage::directory_start(Directory which) const {
  const DataDirectory* where = directory(which);
  return where ? std::optional(where->VirtualAddress.value()) : std::nullopt;
}

std::vector<std::string> PeImage::imported_modules() const {
  std::vector<std::string> result;
  const DataDirectory* where = directory(kImports);
  if (!where) return result;
  const auto rest = from_rva(where->VirtualAddress.value());
  for (std::uint64_t offset = 0; rest; offset += sizeof(ImportDescriptor)) {
    const auto descriptor = rest->at<ImportDescriptor>(offset);
    if (!descriptor || (*descriptor)->Name.value() == 0) break;
    const auto text = from_rva((*descriptor)->Name.value());
    const auto name = text ? text->c_string(0) : Result<std::string>(tl::unexpected(text.error()));
    if (!name) break;
    result.push_back(*name);
  }
  return result;
}

std::vector<std::uint32_t> PeImage::relocations() const {
  constexpr std::uint16_t kHighLow = 3, kDir64 = 10;
  const std::uint16_t kind = is_64_bit_ ? kDir64 : kHighLow;
  std::vector<std::uint32_t> result;
  const DataDirectory* where = directory(kRelocations);
  if (!where) return result;
  const auto bytes = at_rva(where->VirtualAddress.value(), where->Size.value());
  if (!bytes) return result;
  for (std::uint64_t offset = 0; offset + 8 <= bytes->size();) {
    const std::uint32_t page = (*bytes->at<le32>(offset))->value();
    const std::uint32_t size = (*bytes->at<le32>(offset + 4))->value();
    if (size < 8) break;
    const auto entries = bytes->array<le16>(offset + 8, (size - 8) / 2);
    if (!entries) break;
    for (const le16& entry : *entries)
      if (entry.value() >> 12 == kind) result.push_back(page + (entry.value() & 0xfff));
    offset += size;
  }
  return result;
}

std::optional<ByteView> PeImage::codeview_record() const {
  const DataDirectory* where = directory(kDebug);
  if (!where) return std::nullopt;
  const auto bytes = from_rva(where->VirtualAddress.value());
  if (!bytes) return std::nullopt;
  const auto entries =
      bytes->array<DebugDirectoryEntry>(0, where->Size.value() / sizeof(DebugDirectoryEntry));
  if (!entries) return std::nullopt;
  for (const DebugDirectoryEntry& entry : *entries) {
    if (entry.Type.value() != kDebugTypeCodeView) continue;
    const auto record = at_rva(entry.AddressOfRawData.value(), entry.SizeOfData.value());
    if (record) return *record;
  }
  return std::nullopt;
}

std::optional<std::array<std::uint32_t, 13>> PeImage::fixed_file_info() const {
  constexpr std::uint32_t kSubdirectory = 0x80000000;
  const DataDirectory* where = directory(kResources);
  if (!where) return std::nullopt;
  const auto bytes = from_rva(where->VirtualAddress.value());
  if (!bytes) return std::nullopt;
  // Three levels: type, name, language. The first entry below the version type serves.
  std::uint32_t offset = 0;
  for (int level = 0; level < 3; ++level) {
    const auto header = bytes->at<ResourceDirectory>(offset);
    if (!header) return std::nullopt;
    const std::uint32_t count =
        (*header)->NumberOfNamedEntries.value() + std::uint32_t{(*header)->NumberOfIdEntries.value()};
    const auto entries = bytes->array<ResourceEntry>(offset + sizeof(ResourceDirectory), count);
    if (!entries) return std::nullopt;
    const auto found = std::find_if(entries->begin(), entries->end(), [&](const ResourceEntry& entry) {
      return level > 0 || entry.Name.value() == kResourceTypeVersion;
    });
    if (found == entries->end()) return std::nullopt;
    offset = found->OffsetToData.value();
    const bool subdirectory = offset & kSubdirectory;
    if (subdirectory != (level < 2)) return std::nullopt;
    offset &= ~kSubdirectory;
  }
  const auto data = bytes->at<ResourceData>(offset);
  if (!data) return std::nullopt;
  const auto version = at_rva((*data)->OffsetToData.value(), (*data)->Size.value());
  // VS_VERSIONINFO: three words, "VS_VERSION_INFO" in UTF-16 with its NUL, padding to four bytes.
  constexpr std::uint64_t kFixedInfoOffset = 0x28;
  if (!version) return std::nullopt;
  const auto words = version->array<le32>(kFixedInfoOffset, 13);
  if (!words || (*words)[0].value() != 0xfeef04bd) return std::nullopt;
  std::array<std::uint32_t, 13> info;
  std::transform(words->begin(), words->end(), info.begin(), [](const le32& word) { return word.value(); });
  return info;
}

}  // namespace dumplab::image
