// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "consistency/findings.h"
#include "image/pe_headers.h"
#include "snapshot/read_struct.h"

namespace dumplab::consistency {
namespace {

constexpr std::uint32_t kMostSections = 96;  // of any loader
constexpr std::uint32_t kMostImports = 4096, kMostNames = 0x10000, kLongestName = 512;

/// One image in memory. What is not in the dump is passed over.
class ImageCheck {
 public:
  ImageCheck(Findings& findings, const Module& module) : findings_(findings), module_(module) {}

  void run() {
    const auto dos = read<image::DosHeader>(0);
    if (!dos || dos->e_magic.value() != image::kDosMagic) return;
    const std::uint32_t headers = dos->e_lfanew.value();
    if (headers >= module_.SizeOfImage)
      return note(offsetof(image::DosHeader, e_lfanew),
                  fmt::format("e_lfanew {:#x} is outside the image", headers));
    const auto signature = read<le32>(headers);
    if (signature && signature->value() != image::kPeSignature)
      return note(headers, "there is no PE signature where e_lfanew leads");
    const auto file = read<image::FileHeader>(headers + sizeof(le32));
    const std::uint32_t optional =
        headers + static_cast<std::uint32_t>(sizeof(le32) + sizeof(image::FileHeader));
    const auto header = read<image::OptionalHeader32>(optional);
    if (!file || !header || header->Magic.value() != image::kMagicPe32) return;
    check_sections(optional + file->SizeOfOptionalHeader.value(), file->NumberOfSections.value());
    const std::uint32_t directories = optional + static_cast<std::uint32_t>(sizeof *header);
    for (const auto& [which, check] : {std::pair{image::kExports, &ImageCheck::check_exports},
                                       {image::kImports, &ImageCheck::check_imports},
                                       {image::kDebug, &ImageCheck::check_debug}}) {
      const auto directory = read<image::DataDirectory>(
          directories + which * static_cast<std::uint32_t>(sizeof(image::DataDirectory)));
      if (static_cast<std::uint32_t>(which) >= header->NumberOfRvaAndSizes.value() || !directory) continue;
      if (directory->VirtualAddress.value() != 0)
        (this->*check)(directory->VirtualAddress.value(), directory->Size.value());
    }
  }

 private:
  template <FileStruct T>
  std::optional<T> read(std::uint64_t rva) const {
    return snapshot::read_struct<T>(findings_.memory(), module_.BaseOfImage + rva);
  }
  bool is_inside(std::uint64_t rva, std::uint64_t size) const { return rva + size <= module_.SizeOfImage; }
  void note(std::uint64_t rva, std::string_view what) {
    findings_.add(module_.BaseOfImage + rva, fmt::format("image at {:#x}: {}", module_.BaseOfImage, what));
  }

  void check_sections(std::uint32_t table, std::uint32_t count) {
    if (count > kMostSections) return note(table, fmt::format("{} sections", count));
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::uint64_t at = table + std::uint64_t{i} * sizeof(image::SectionHeader);
      const auto section = read<image::SectionHeader>(at);
      if (section && !is_inside(section->VirtualAddress.value(), section->VirtualSize.value()))
        note(at, fmt::format("section {} passes the end of the image", i + 1));
    }
  }

  /// False where bytes are there and are no name.
  bool is_name(std::uint32_t rva) const {
    if (!is_inside(rva, 1)) return false;
    for (std::uint32_t i = 0; i < kLongestName; ++i) {
      const auto c = read<std::byte>(rva + std::uint64_t{i});
      if (!c) return true;
      if (*c == std::byte{0}) return i != 0;
      if (std::to_integer<unsigned>(*c) < 0x20 || std::to_integer<unsigned>(*c) > 0x7e) return false;
    }
    return false;
  }

  void check_imports(std::uint32_t rva, std::uint32_t size) {
    for (std::uint32_t i = 0; i < kMostImports; ++i) {
      const std::uint64_t at = rva + std::uint64_t{i} * sizeof(image::ImportDescriptor);
      const auto descriptor = read<image::ImportDescriptor>(at);
      if (!descriptor || descriptor->Name.value() == 0) return;
      const bool is_inside_itself = descriptor->Name.value() - rva < size;
      if (is_inside_itself || !is_name(descriptor->Name.value())) return note(at, fmt::format("import {} has no name", i + 1));
    }
    note(rva, fmt::format("more than {} imports", kMostImports));
  }

  void check_exports(std::uint32_t rva, std::uint32_t) {
    const auto directory = read<image::ExportDirectory>(rva);
    if (!directory) return;
    const std::uint32_t names = directory->NumberOfNames.value(),
                        functions = directory->NumberOfFunctions.value();
    if (names > kMostNames || functions > kMostNames)
      return note(rva, fmt::format("{} exports with {} names", functions, names));
    for (std::uint32_t i = 0; i < names; ++i) {
      const std::uint64_t at = directory->AddressOfNameOrdinals.value() + 2ull * i;
      const auto ordinal = read<le16>(at);
      if (!ordinal) return;
      if (ordinal->value() >= functions)
        return note(at,
                    fmt::format("export name {} has ordinal {} of {}", i + 1, ordinal->value(), functions));
    }
  }

  void check_debug(std::uint32_t rva, std::uint32_t size) {
    for (std::uint32_t at = 0; at + sizeof(image::DebugDirectoryEntry) <= size;
         at += static_cast<std::uint32_t>(sizeof(image::DebugDirectoryEntry))) {
      const auto entry = read<image::DebugDirectoryEntry>(rva + std::uint64_t{at});
      if (!entry) return;
      const std::uint64_t data = entry->AddressOfRawData.value(), end = data + entry->SizeOfData.value();
      if (data == 0) continue;  // not mapped
      if (end > module_.SizeOfImage || (data < std::uint64_t{rva} + size && rva < end))
        return note(rva + std::uint64_t{at}, fmt::format("debug data at {:#x} cannot be there", data));
    }
  }

  Findings& findings_;
  const Module& module_;
};

}  // namespace

void image_headers(Findings& findings) {
  for (const Module& module : findings.snapshot().modules) ImageCheck(findings, module).run();
}

}  // namespace dumplab::consistency
