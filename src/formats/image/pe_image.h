// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_view.h"
#include "image/pe_headers.h"

namespace dumplab::image {

struct Section {
  std::string name;
  std::uint32_t rva = 0, virtual_size = 0;       ///< as mapped; bytes
  std::uint32_t file_offset = 0, file_size = 0;  ///< initialised part
  std::uint32_t characteristics = 0;
};

struct Export {
  std::string name;  ///< empty for an export by ordinal only
  std::uint32_t ordinal = 0;
  std::uint32_t rva = 0;  ///< 0 for a forwarder
  std::string forwarder;  ///< "OTHER.Function"; empty otherwise
};

/// A PE32 or PE32+ image over borrowed bytes, either as a file or as it lies in memory.
class PeImage {
 public:
  enum class Layout { kFile, kMapped };

  /// Reads headers and section table. Errors: kTruncated, kMalformed (no MZ, no PE), kUnsupported (other
  /// magic).
  static Result<PeImage> parse(ByteView bytes, Layout layout);

  bool is_64_bit() const { return is_64_bit_; }
  const FileHeader& file_header() const { return *file_header_; }
  std::uint64_t image_base() const { return image_base_; }
  std::uint32_t size_of_image() const { return size_of_image_; }
  std::uint32_t size_of_headers() const { return size_of_headers_; }
  std::uint32_t entry_point() const { return entry_point_; }  ///< RVA
  std::uint32_t checksum() const { return checksum_; }
  std::uint16_t subsystem() const { return subsystem_; }
  std::uint64_t stack_reserve() const { return stack_reserve_; }
  std::uint64_t stack_commit() const { return stack_commit_; }
  /// File offset of OptionalHeader.ImageBase.
  std::uint64_t image_base_offset() const { return image_base_offset_; }
  /// Offset of the first section header.
  std::uint64_t section_table_offset() const { return section_table_offset_; }
  const std::vector<Section>& sections() const { return sections_; }

  /// `size` bytes at `rva`; kTruncated where the file holds fewer.
  Result<ByteView> at_rva(std::uint32_t rva, std::uint32_t size) const;
  /// From `rva` to the end of what is contiguous there.
  Result<ByteView> from_rva(std::uint32_t rva) const;

  /// The bytes a data directory names; empty without one, kTruncated where the image holds fewer.
  Result<std::optional<ByteView>> directory_bytes(Directory which) const;

  /// RVA that a data directory names; empty without one.
  std::optional<std::uint32_t> directory_start(Directory which) const;

  /// In the order of their ordinals; broken entries are left out. Empty without a directory.
  std::vector<Export> exports() const;
  std::optional<Export> find_export(std::string_view name) const;
  /// File names of the DLLs in the import directory.
  std::vector<std::string> imported_modules() const;
  /// RVAs of fields that hold linear addresses, ascending as stored: of 32 bits (IMAGE_REL_BASED_HIGHLOW) in
  /// PE32, of 64 (IMAGE_REL_BASED_DIR64) in PE32+.
  std::vector<std::uint32_t> relocations() const;
  /// The CodeView record ("RSDS" ...), without padding.
  std::optional<ByteView> codeview_record() const;
  /// VS_FIXEDFILEINFO as 13 words; empty without a version resource.
  std::optional<std::array<std::uint32_t, 13>> fixed_file_info() const;

 private:
  const DataDirectory* directory(Directory which) const;

  ByteView bytes_;
  Layout layout_ = Layout::kFile;
  const FileHeader* file_header_ = nullptr;
  std::span<const DataDirectory> directories_;
  std::vector<Section> sections_;
  bool is_64_bit_ = false;
  std::uint64_t image_base_ = 0, image_base_offset_ = 0, section_table_offset_ = 0, stack_reserve_ = 0,
                stack_commit_ = 0;
  std::uint32_t size_of_image_ = 0, size_of_headers_ = 0, entry_point_ = 0, checksum_ = 0;
  std::uint16_t subsystem_ = 0;
};

}  // namespace dumplab::image
