// SPDX-License-Identifier: MIT
#include "structures/module_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "base/files.h"
#include "image/pe_image.h"
#include "snapshot/codeview.h"

namespace dumplab::structures {
namespace {

bool is_same_build(const image::PeImage& image, const Module& module) {
  if (image.file_header().TimeDateStamp.value() != module.TimeDateStamp) return false;
  if (image.size_of_image() != module.SizeOfImage) return false;
  if (std::holds_alternative<std::monostate>(module.codeview)) return true;
  const auto record = image.codeview_record();
  return record && snapshot::read_codeview(*record) == module.codeview;
}

/// Names that stand in the file's string table, which is not loaded, are put into the headers as far as these
/// have room: ".eh_fram".
void shorten_names(const image::PeImage& image, std::vector<std::byte>& bytes) {
  std::uint64_t at = image.section_table_offset();
  for (const image::Section& section : image.sections()) {
    image::SectionHeader header;
    if (at + sizeof header > bytes.size()) return;
    if (section.name.size() > sizeof header.Name)
      std::memcpy(bytes.data() + at, section.name.data(), sizeof header.Name);
    at += sizeof header;
  }
}

template <typename Word>
void relocate(std::vector<std::byte>& bytes, std::uint32_t rva, std::uint64_t delta) {
  Word word;
  if (rva > bytes.size() || bytes.size() - rva < sizeof word) return;
  std::memcpy(&word, bytes.data() + rva, sizeof word);
  word += static_cast<Word>(delta);
  std::memcpy(bytes.data() + rva, &word, sizeof word);
}

/// Headers and sections at their RVAs, relocations applied.
std::vector<std::byte> lay_out(const image::PeImage& image, std::uint64_t base) {
  constexpr std::uint32_t kLargestImage = 512u << 20;
  if (image.size_of_image() > kLargestImage) return {};
  std::vector<std::byte> bytes(image.size_of_image());
  const auto copy = [&](std::uint32_t rva, std::uint32_t size) {
    const auto part = image.at_rva(rva, size);
    if (!part || rva > bytes.size() || size > bytes.size() - rva) return;
    std::memcpy(bytes.data() + rva, part->bytes().data(), size);
  };
  copy(0, image.size_of_headers());
  shorten_names(image, bytes);
  for (const image::Section& section : image.sections())
    copy(section.rva,
         section.virtual_size ? std::min(section.file_size, section.virtual_size) : section.file_size);
  const std::uint64_t delta = base - image.image_base();
  for (const std::uint32_t rva : image.relocations()) {
    if (image.is_64_bit())
      relocate<std::uint64_t>(bytes, rva, delta);
    else
      relocate<std::uint32_t>(bytes, rva, delta);
  }
  return bytes;
}

}  // namespace

std::vector<std::byte> read_module_file(const symbols::SearchPath& search, const std::string& name,
                                        const Module& module) {
  const std::string store_id = fmt::format("{:08X}{:x}", module.TimeDateStamp, module.SizeOfImage);
  for (const auto& path : search.find_files(name, store_id)) {
    const auto file = MappedFile::open(path);
    if (!file) continue;
    const auto image = image::PeImage::parse(file->view(), image::PeImage::Layout::kFile);
    if (image && is_same_build(*image, module)) return lay_out(*image, module.BaseOfImage);
  }
  return {};
}

}  // namespace dumplab::structures
