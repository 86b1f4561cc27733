// SPDX-License-Identifier: MIT
#include "image/import_table.h"

#include <gtest/gtest.h>

#include "formats/image/hand_made_amd64.h"

namespace dumplab::image {
namespace {

using test::Bytes;

TEST(ImportTable, reads_slots_of_64_bits) {
  Bytes b;
  b.zeros(0x20);
  b.u32(0x1060).zeros(8).u32(0x1050).u32(0x1080);  // descriptor: names, file name, slots
  b.zeros(20).zeros(0x50 - b.size());
  b.text("k.dll").zeros(0x60 - b.size());
  b.u64(0x10a0).u64(0x8000000000000007).u64(0x10b0).u64(0);
  b.zeros(0xa0 - b.size()).u16(3).text("Sleep").u8(0);
  b.zeros(0xb0 - b.size()).u16(4).text("Beep").u8(0);
  auto bytes = test::hand_made_amd64(b, 0);
  constexpr std::size_t kImportDirectory = 0x40 + 4 + 20 + 112 + 8;  // Source: Microsoft, "PE Format"
  bytes[kImportDirectory] = std::byte{0x20};
  bytes[kImportDirectory + 1] = std::byte{0x10};
  const auto imports = read_imports(test::image_of(bytes));
  ASSERT_EQ(imports.size(), 3u);
  EXPECT_EQ(imports[0].module, "k.dll");
  EXPECT_EQ(imports[0].name, "Sleep");
  EXPECT_EQ(imports[0].slot, 0x1080u);
  EXPECT_EQ(imports[1].name, "");
  EXPECT_EQ(imports[1].ordinal, 7u);
  EXPECT_EQ(imports[1].slot, 0x1088u);
  EXPECT_EQ(imports[2].name, "Beep");
  EXPECT_EQ(imports[2].slot, 0x1090u);
}

}  // namespace
}  // namespace dumplab::image
