// SPDX-License-Identifier: MIT
#include "image/import_table.h"

namespace dumplab::image {
namespace {

constexpr std::uint32_t kHintSize = 2;
constexpr std::size_t kMostImports = 1u << 16;

std::string text_at(const PeImage& image, std::uint32_t rva) {
  const auto bytes = image.from_rva(rva);
  const auto text = bytes ? bytes->c_string(0) : Result<std::string>(tl::unexpected(bytes.error()));
  return text ? *text : std::string();
}

/// `Word`: le32 in PE32, le64 in PE32+; its highest bit says that the import goes by ordinal.
template <typename Word>
void read_thunks(const PeImage& image, const ImportDescriptor& descriptor, std::vector<Import>& imports) {
  constexpr unsigned kByOrdinal = 8 * sizeof(Word) - 1;
  const std::string module = text_at(image, descriptor.Name.value());
  const std::uint32_t slots = descriptor.FirstThunk.value();
  const std::uint32_t names = descriptor.OriginalFirstThunk.value();
  const auto thunks = image.from_rva(names ? names : slots);
  for (std::uint32_t offset = 0; thunks && imports.size() < kMostImports; offset += sizeof(Word)) {
    const auto thunk = thunks->template at<Word>(offset);
    if (!thunk || (*thunk)->value() == 0) return;
    const std::uint64_t value = (*thunk)->value();
    Import import{module, {}, 0, slots + offset};
    if (value >> kByOrdinal)
      import.ordinal = value & 0xffff;
    else
      import.name = text_at(image, static_cast<std::uint32_t>(value) + kHintSize);
    imports.push_back(std::move(import));
  }
}

}  // namespace

std::vector<Import> read_imports(const PeImage& image) {
  std::vector<Import> imports;
  const auto directory = image.directory_start(kImports);
  const auto descriptors = directory ? image.from_rva(*directory) : Result<ByteView>(ByteView());
  for (std::uint64_t offset = 0; descriptors; offset += sizeof(ImportDescriptor)) {
    const auto descriptor = descriptors->at<ImportDescriptor>(offset);
    if (!descriptor || (*descriptor)->Name.value() == 0 || imports.size() >= kMostImports) break;
    if (image.is_64_bit())
      read_thunks<le64>(image, **descriptor, imports);
    else
      read_thunks<le32>(image, **descriptor, imports);
  }
  return imports;
}

}  // namespace dumplab::image
