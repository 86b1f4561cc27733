// SPDX-License-Identifier: MIT
#include "image/pe_image.h"

#include <gtest/gtest.h>

#include "support/bytes.h"

namespace dumplab::image {
namespace {

using test::Bytes;
using Layout = PeImage::Layout;

/// A PE32 image of one section (.text: RVA 0x1000, 0x180 bytes mapped, 0x200 bytes in the file at 0x200) that
/// holds an export directory, relocations and a debug directory. Offsets of the standard headers are those of
/// Microsoft's "PE Format".
Bytes hand_made_image() {
  Bytes b;
  b.text("MZ").zeros(58).u32(0x40);
  b.text("PE").u16(0).u16(0x14c).u16(1).u32(0x12345678).u32(0).u32(0).u16(96 + 16 * 8).u16(0x2102);
  b.u16(0x10b).u8(14).u8(0).u32(0x200).u32(0).u32(0).u32(0x1010 /* entry */).u32(0x1000).u32(0);
  b.u32(0x400000 /* base */).u32(0x1000).u32(0x200).u16(4).u16(0).u16(0).u16(0).u16(4).u16(0).u32(0);
  b.u32(0x2000 /* size */).u32(0x200).u32(0xabcd /* checksum */).u16(3 /* console */).u16(0);
  b.u32(0x100000).u32(0x1000).u32(0x100000).u32(0x1000).u32(0).u32(16);
  b.u32(0x1020).u32(0x80);               // exports
  b.zeros(8 * 4).u32(0x10a0).u32(0x14);  // relocations
  b.u32(0x10c0).u32(28).zeros(8 * 9);    // debug
  b.text(".text").zeros(3).u32(0x180).u32(0x1000).u32(0x200).u32(0x200).zeros(12).u32(0x60000020);
  b.align(0x200).zeros(0x20);
  // RVA 0x1020: export directory; 0x1048: two functions, 0x1050: names, 0x1058: ordinals, then the texts.
  b.u32(0).u32(0).u32(0).u32(0x105c).u32(5 /* base */).u32(2).u32(2).u32(0x1048).u32(0x1050).u32(0x1058);
  b.u32(0x1010).u32(0x1068 /* inside the directory: a forwarder */).u32(0x1072).u32(0x107a).u16(0).u16(1);
  b.text("orders.dll").zeros(2).text("NTDLL.Rtl").u8(0).text("Account").u8(0).text("Balance").u8(0);
  b.zeros(0x2a0 - b.size());
  // RVA 0x10a0: one page with HIGHLOW, HIGHLOW, ABSOLUTE.
  b.u32(0x1000).u32(0x0e).u16(0x3004).u16(0x3010).u16(0).zeros(0x2c0 - b.size());
  b.u32(0).u32(0).u16(0).u16(0).u32(2 /* CodeView */).u32(6).u32(0x10e0).u32(0x2e0).zeros(0x2e0 - b.size());
  return std::move(b.text("RSDS\x01").u8(2).align(0x200));
}

TEST(PeImage, reads_headers_sections_and_directories) {
  const auto bytes = hand_made_image().build();
  const auto image = PeImage::parse(ByteView(std::span(bytes)), Layout::kFile);
  ASSERT_TRUE(image) << image.error().what;
  EXPECT_FALSE(image->is_64_bit());
  EXPECT_EQ(image->file_header().TimeDateStamp.value(), 0x12345678u);
  EXPECT_EQ(image->image_base(), 0x400000u);
  EXPECT_EQ(image->image_base_offset(), 0x40u + 24 + 28);
  EXPECT_EQ(image->size_of_image(), 0x2000u);
  EXPECT_EQ(image->size_of_headers(), 0x200u);
  EXPECT_EQ(image->entry_point(), 0x1010u);
  EXPECT_EQ(image->checksum(), 0xabcdu);
  EXPECT_EQ(image->subsystem(), 3u);
  EXPECT_EQ(image->stack_reserve(), 0x100000u);
  EXPECT_EQ(image->stack_commit(), 0x1000u);
  ASSERT_EQ(image->sections().size(), 1u);
  EXPECT_EQ(image->sections()[0].name, ".text");
  EXPECT_EQ(image->sections()[0].rva, 0x1000u);
  EXPECT_EQ(image->sections()[0].virtual_size, 0x180u);
  EXPECT_EQ(image->sections()[0].file_offset, 0x200u);
  EXPECT_EQ(image->sections()[0].file_size, 0x200u);
  EXPECT_EQ(image->sections()[0].characteristics, 0x60000020u);
  EXPECT_EQ(image->relocations(), (std::vector<std::uint32_t>{0x1004, 0x1010}));
  ASSERT_TRUE(image->codeview_record());
  EXPECT_EQ(image->codeview_record()->size(), 6u);
  EXPECT_EQ(image->codeview_record()->origin(), 0x2e0u);
  EXPECT_FALSE(image->fixed_file_info());
  EXPECT_TRUE(image->imported_modules().empty());
}

TEST(PeImage, lists_exports_and_forwarders) {
  const auto bytes = hand_made_image().build();
  const auto image = PeImage::parse(ByteView(std::span(bytes)), Layout::kFile);
  const auto exports = image->exports();
  ASSERT_EQ(exports.size(), 2u);
  EXPECT_EQ(exports[0].name, "Account");
  EXPECT_EQ(exports[0].ordinal, 5u);
  EXPECT_EQ(exports[0].rva, 0x1010u);
  EXPECT_EQ(exports[1].name, "Balance");
  EXPECT_EQ(exports[1].rva, 0u);
  EXPECT_EQ(exports[1].forwarder, "NTDLL.Rtl");
  EXPECT_EQ(image->find_export("Balance")->ordinal, 6u);
  EXPECT_FALSE(image->find_export("balance"));
}

TEST(PeImage, reads_the_same_from_memory) {
  const auto file = hand_made_image().build();
  std::vector<std::byte> mapped(0x2000);
  std::copy(file.begin(), file.begin() + 0x200, mapped.begin());
  std::copy(file.begin() + 0x200, file.end(), mapped.begin() + 0x1000);
  const auto image = PeImage::parse(ByteView(std::span(mapped)), Layout::kMapped);
  ASSERT_TRUE(image);
  EXPECT_EQ(image->exports().size(), 2u);
  EXPECT_EQ(image->relocations().size(), 2u);
  EXPECT_EQ(image->codeview_record()->origin(), 0x10e0u);
  EXPECT_EQ(image->at_rva(0x1ffc, 4)->size(), 4u);
  EXPECT_EQ(image->at_rva(0x1ffc, 5).error().kind, ErrorKind::kTruncated);
}

TEST(PeImage, tells_what_an_rva_has_in_the_file) {
  const auto bytes = hand_made_image().build();
  const auto image = PeImage::parse(ByteView(std::span(bytes)), Layout::kFile);
  EXPECT_EQ(image->from_rva(0x1010)->origin(), 0x210u);
  EXPECT_EQ(image->from_rva(0x1010)->size(), 0x1f0u);
  EXPECT_EQ(image->from_rva(0x40)->origin(), 0x40u);
  EXPECT_FALSE(image->from_rva(0x1200));
  EXPECT_FALSE(image->from_rva(0xffffffff));
}

TEST(PeImage, refuses_wrong_signatures) {
  const auto with = [](std::size_t at, std::uint8_t value) {
    auto bytes = hand_made_image().build();
    bytes[at] = std::byte{value};
    const auto image = PeImage::parse(ByteView(std::span(bytes)), Layout::kFile);
    return image ? Error{ErrorKind::kIo, 0, "read"} : image.error();
  };
  EXPECT_EQ(with(0, 'X').kind, ErrorKind::kMalformed);
  EXPECT_EQ(with(0x40, 'X').kind, ErrorKind::kMalformed);
  EXPECT_EQ(with(0x40, 'X').where, 0x40u);
  EXPECT_EQ(with(0x58, 0x07).kind, ErrorKind::kUnsupported) << "a ROM image";
  EXPECT_EQ(with(0x3f, 0x80).kind, ErrorKind::kTruncated) << "the PE header far behind the end";
}

TEST(PeImage, refuses_headers_that_are_cut) {
  const auto bytes = hand_made_image().build();
  constexpr std::size_t kEndOfHeaders = 0x40 + 24 + 96 + 16 * 8 + 40;
  for (std::size_t size = 0; size < kEndOfHeaders; ++size) {
    const std::vector<std::byte> cut(bytes.begin(), bytes.begin() + size);
    const auto image = PeImage::parse(ByteView(std::span(cut)), Layout::kFile);
    ASSERT_FALSE(image) << size;
    EXPECT_EQ(image.error().kind, ErrorKind::kTruncated) << size;
  }
}

void use(const std::vector<std::byte>& bytes, Layout layout) {
  const auto image = PeImage::parse(ByteView(std::span(bytes)), layout);
  if (!image) return;
  (void)image->exports();
  (void)image->imported_modules();
  (void)image->relocations();
  (void)image->codeview_record();
  (void)image->fixed_file_info();
}

TEST(PeImage, survives_every_cut_and_every_flipped_bit) {
  const auto bytes = hand_made_image().build();
  for (const Layout layout : {Layout::kFile, Layout::kMapped}) {
    for (std::size_t size = 0; size < bytes.size(); ++size)
      use({bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size)}, layout);
    auto damaged = bytes;
    for (std::size_t at = 0; at < bytes.size(); ++at)
      for (int bit = 0; bit < 8; ++bit) {
        damaged[at] = bytes[at] ^ std::byte(1 << bit);
        use(damaged, layout);
        damaged[at] = bytes[at];
      }
  }
}

}  // namespace
}  // namespace dumplab::image
