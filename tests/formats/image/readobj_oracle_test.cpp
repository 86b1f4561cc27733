// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <cstring>
#include <map>

#include "base/files.h"
#include "formats/image/guest_files.h"
#include "image/pe_image.h"

namespace dumplab::image {
namespace {

/// One "Name { key: value ... }" group that llvm-readobj prints.
using Group = std::multimap<std::string, std::string>;

std::string trimmed(const std::string& text) {
  const std::size_t from = text.find_first_not_of(' ');
  return from == std::string::npos ? std::string() : text.substr(from);
}

/// All groups that begin with the line `title {`; values of groups inside them belong to them.
std::vector<Group> groups_of(const std::vector<std::string>& lines, const std::string& title) {
  std::vector<Group> groups;
  std::optional<std::size_t> indent;
  for (const std::string& line : lines) {
    const std::string text = trimmed(line);
    if (text == title + " {") {
      indent = line.size() - text.size();
      groups.emplace_back();
    } else if (indent && text == "}" && line.size() - text.size() == *indent) {
      indent.reset();
    } else if (const std::size_t colon = text.find(": "); indent && colon != std::string::npos) {
      groups.back().emplace(text.substr(0, colon), text.substr(colon + 2));
    }
  }
  return groups;
}

std::string value_of(const Group& group, const std::string& key) {
  const auto found = group.find(key);
  return found == group.end() ? std::string() : found->second;
}
/// "0x1000", "4096" or the number in "name (0x3)".
std::uint64_t number_of(const Group& group, const std::string& key) {
  std::string text = value_of(group, key);
  if (const std::size_t at = text.rfind("(0x"); at != std::string::npos) text = text.substr(at + 1);
  return text.empty() ? ~std::uint64_t{0} : std::stoull(text, nullptr, 0);
}

/// Every image of the guest folder, read here and by llvm-readobj-14.
class ReadobjOracle : public testing::Test {
 protected:
  struct Image {
    std::filesystem::path path;
    MappedFile file;
    PeImage image;
  };
  void SetUp() override {
    const auto paths = test::guest_files({".exe", ".dll"});
    DUMPLAB_NEED_GUEST_AND("llvm-readobj-14", paths);
    for (const auto& path : paths) {
      auto file = MappedFile::open(path);
      ASSERT_TRUE(file) << path;
      auto image = PeImage::parse(file->view(), PeImage::Layout::kFile);
      ASSERT_TRUE(image) << path << image.error().what;
      images_.push_back({path, std::move(*file), std::move(*image)});
    }
  }
  static std::vector<std::string> readobj(const std::string& option, const Image& image) {
    const auto lines = test::lines_of("llvm-readobj-14 " + option, image.path);
    EXPECT_TRUE(lines) << image.path;
    return lines.value_or(std::vector<std::string>());
  }
  std::vector<Image> images_;
};

TEST_F(ReadobjOracle, agrees_on_headers) {
  for (const Image& i : images_) {
    const auto lines = readobj("--file-headers", i);
    const Group file = groups_of(lines, "ImageFileHeader").at(0),
                optional = groups_of(lines, "ImageOptionalHeader").at(0);
    EXPECT_EQ(i.image.file_header().TimeDateStamp.value(), number_of(file, "TimeDateStamp")) << i.path;
    EXPECT_EQ(i.image.image_base(), number_of(optional, "ImageBase")) << i.path;
    EXPECT_EQ(i.image.entry_point(), number_of(optional, "AddressOfEntryPoint")) << i.path;
    EXPECT_EQ(i.image.size_of_image(), number_of(optional, "SizeOfImage")) << i.path;
    EXPECT_EQ(i.image.size_of_headers(), number_of(optional, "SizeOfHeaders")) << i.path;
    EXPECT_EQ(i.image.subsystem(), number_of(optional, "Subsystem")) << i.path;
    EXPECT_EQ(i.image.stack_reserve(), number_of(optional, "SizeOfStackReserve")) << i.path;
    EXPECT_EQ(i.image.stack_commit(), number_of(optional, "SizeOfStackCommit")) << i.path;
  }
}

TEST_F(ReadobjOracle, agrees_on_sections) {
  for (const Image& i : images_) {
    const auto sections = groups_of(readobj("--sections", i), "Section");
    ASSERT_EQ(sections.size(), i.image.sections().size()) << i.path;
    for (std::size_t s = 0; s < sections.size(); ++s) {
      const Section& ours = i.image.sections()[s];
      EXPECT_TRUE(value_of(sections[s], "Name").starts_with(ours.name + " (")) << i.path;
      EXPECT_EQ(ours.rva, number_of(sections[s], "VirtualAddress")) << i.path;
      EXPECT_EQ(ours.virtual_size, number_of(sections[s], "VirtualSize")) << i.path;
      EXPECT_EQ(ours.file_offset, number_of(sections[s], "PointerToRawData")) << i.path;
      EXPECT_EQ(ours.file_size, number_of(sections[s], "RawDataSize")) << i.path;
    }
  }
}

TEST_F(ReadobjOracle, agrees_on_exports) {
  std::size_t count = 0;
  for (const Image& i : images_) {
    using Row = std::tuple<std::uint64_t, std::string, std::uint64_t, std::string>;
    std::vector<Row> ours, theirs;
    for (const Export& e : i.image.exports()) ours.emplace_back(e.ordinal, e.name, e.rva, e.forwarder);
    // llvm-readobj-14 does not say which exports are forwarders: those that point into the export directory,
    // to a text.
    const Group directories = groups_of(readobj("--file-headers", i), "DataDirectory").at(0);
    const std::uint64_t directory = number_of(directories, "ExportTableRVA"),
                        size = number_of(directories, "ExportTableSize");
    for (const Group& e : groups_of(readobj("--coff-exports", i), "Export")) {
      const std::uint64_t rva = number_of(e, "RVA");
      if (rva == 0) continue;
      const bool forwards = rva >= directory && rva - directory < size;
      const auto text = i.image.from_rva(static_cast<std::uint32_t>(rva));
      theirs.emplace_back(number_of(e, "Ordinal"), value_of(e, "Name"), forwards ? 0 : rva,
                          forwards ? text.value().c_string(0).value() : "");
    }
    std::ranges::sort(ours);
    std::ranges::sort(theirs);
    EXPECT_EQ(ours, theirs) << i.path;
    count += ours.size();
  }
  EXPECT_GT(count, 0u);
  std::printf("%zu images, %zu exports\n", images_.size(), count);
}

TEST_F(ReadobjOracle, agrees_on_imported_modules) {
  for (const Image& i : images_) {
    std::vector<std::string> theirs;
    for (const Group& import : groups_of(readobj("--coff-imports", i), "Import"))
      theirs.push_back(value_of(import, "Name"));
    EXPECT_EQ(i.image.imported_modules(), theirs) << i.path;
  }
}

TEST_F(ReadobjOracle, agrees_on_relocations) {
  std::size_t count = 0;
  for (const Image& i : images_) {
    std::vector<std::uint32_t> theirs;
    for (const Group& entry : groups_of(readobj("--coff-basereloc", i), "Entry"))
      if (value_of(entry, "Type") == "HIGHLOW")
        theirs.push_back(static_cast<std::uint32_t>(number_of(entry, "Address")));
    EXPECT_EQ(i.image.relocations(), theirs) << i.path;
    count += theirs.size();
  }
  EXPECT_GT(count, 0u);
  std::printf("%zu images, %zu relocations\n", images_.size(), count);
}

/// "(D3 76 ...)" or "80023400 00005600": bytes as hex digits.
std::vector<std::byte> bytes_of_hex(const std::string& text) {
  std::vector<std::byte> bytes;
  std::string digits;
  for (const char c : text)
    if (std::isxdigit(static_cast<unsigned char>(c))) digits += c;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
    bytes.push_back(static_cast<std::byte>(std::stoul(digits.substr(i, 2), nullptr, 16)));
  return bytes;
}

TEST_F(ReadobjOracle, agrees_on_the_codeview_record) {
  for (const Image& i : images_) {
    const Group info = groups_of(readobj("--coff-debug-directory", i), "PDBInfo").at(0);
    const auto record = i.image.codeview_record();
    ASSERT_TRUE(record) << i.path;
    EXPECT_EQ((*record->at<le32>(0))->value(), number_of(info, "PDBSignature")) << i.path;
    const auto guid = record->slice(4, 16)->bytes();
    EXPECT_EQ(std::vector<std::byte>(guid.begin(), guid.end()), bytes_of_hex(value_of(info, "PDBGUID")))
        << i.path;
    EXPECT_EQ((*record->at<le32>(20))->value(), number_of(info, "PDBAge")) << i.path;
    EXPECT_EQ(record->c_string(24).value(), value_of(info, "PDBFileName")) << i.path;
    EXPECT_EQ(record->size(), 24 + value_of(info, "PDBFileName").size() + 1) << i.path;
  }
}

TEST_F(ReadobjOracle, agrees_on_the_fixed_file_info) {
  for (const Image& i : images_) {
    // "0000: 80023400 00005600 53005F00 56004500  |..4...V.S._.V.E.|"
    std::vector<std::byte> data;
    for (const std::string& line : readobj("--coff-resources", i)) {
      const std::string text = trimmed(line);
      const std::size_t colon = text.find(": "), bar = text.find("  |");
      if (colon != 4 || bar == std::string::npos) continue;
      const auto bytes = bytes_of_hex(text.substr(colon, bar - colon));
      data.insert(data.end(), bytes.begin(), bytes.end());
    }
    constexpr std::size_t kFixedInfo = 0x28;
    const auto ours = i.image.fixed_file_info();
    ASSERT_TRUE(ours) << i.path;
    ASSERT_GE(data.size(), kFixedInfo + sizeof *ours) << i.path;
    EXPECT_EQ(std::memcmp(ours->data(), data.data() + kFixedInfo, sizeof *ours), 0) << i.path;
  }
}

}  // namespace
}  // namespace dumplab::image
