// SPDX-License-Identifier: MIT
#include "snapshot/codeview.h"

#include <gtest/gtest.h>

#include "support/bytes.h"

namespace dumplab::snapshot {
namespace {

using test::Bytes;

CodeView read(const std::vector<std::byte>& bytes) { return read_codeview(ByteView(bytes)); }

/// The record of minidump2.dmp's test_app.exe, whose id Breakpad prints as 5A9832E5287241C1838ED98914E9B7FF1.
std::vector<std::byte> pdb70() {
  return Bytes()
      .text("RSDS")
      .u32(0x5a9832e5)
      .u16(0x2872)
      .u16(0x41c1)
      .u8(0x83)
      .u8(0x8e)
      .u8(0xd9)
      .u8(0x89)
      .u8(0x14)
      .u8(0xe9)
      .u8(0xb7)
      .u8(0xff)
      .u32(1)
      .text("c:\\test_app.pdb")
      .u8(0)
      .build();
}
std::vector<std::byte> pdb20() {
  return Bytes().text("NB10").u32(0).u32(0x3c0a1b2c).u32(0x1f).text("old.pdb").u8(0).build();
}

TEST(CodeView, reads_a_PDB_7_record) {
  const auto pdb = std::get<CodeViewPdb70>(read(pdb70()));
  EXPECT_EQ(pdb.guid[0], 0xe5);
  EXPECT_EQ(pdb.guid[15], 0xff);
  EXPECT_EQ(pdb.age, 1u);
  EXPECT_EQ(pdb.pdb_path, "c:\\test_app.pdb");
}

TEST(CodeView, reads_a_PDB_2_record) {
  EXPECT_EQ(std::get<CodeViewPdb20>(read(pdb20())), (CodeViewPdb20{0, 0x3c0a1b2c, 0x1f, "old.pdb"}));
}

TEST(CodeView, gives_the_id_that_symbol_servers_use) {
  EXPECT_EQ(debug_id(read(pdb70())), "5A9832E5287241C1838ED98914E9B7FF1");
  // Breakpad prints "%08X%x": the age has small letters.
  EXPECT_EQ(debug_id(read(pdb20())), "3C0A1B2C1f");
  EXPECT_EQ(debug_id(CodeViewOther{1, 2, 3}), "");
  EXPECT_EQ(debug_id({}), "");
}

TEST(CodeView, makes_a_debug_id_of_a_build_id) {
  // As in Breakpad's files: the first 16 bytes as a GUID whose first three parts are little-endian, age 0.
  Bytes record = Bytes().text("LEpB");
  for (unsigned i = 0xa0; i < 0xa0 + 20; ++i) record.u8(i);
  EXPECT_EQ(debug_id(read(record.build())), "A3A2A1A0A5A4A7A6A8A9AAABACADAEAF0");
  EXPECT_EQ(debug_id(read(Bytes().text("LEpB").u8(0x12).build())), "000000120000000000000000000000000")
      << "a short one ends in zeros";
  EXPECT_EQ(debug_id(read(Bytes().text("LEpB").build())), "");
}

TEST(CodeView, keeps_other_records_as_bytes) {
  EXPECT_EQ(std::get<CodeViewOther>(read(Bytes().text("LEpB").u8(7).build())),
            (CodeViewOther{'L', 'E', 'p', 'B', 7}));
  EXPECT_EQ(std::get<CodeViewOther>(read(Bytes().u8(7).build())), (CodeViewOther{7}));
}

TEST(CodeView, keeps_a_record_without_the_end_of_its_path_as_bytes) {
  auto bytes = pdb70();
  bytes.pop_back();
  EXPECT_EQ(std::get<CodeViewOther>(read(bytes)).size(), bytes.size());
  bytes.resize(24);
  EXPECT_EQ(std::get<CodeViewOther>(read(bytes)).size(), 24u);
  bytes.resize(10);
  EXPECT_EQ(std::get<CodeViewOther>(read(bytes)).size(), 10u);
}

TEST(CodeView, gives_nothing_for_no_bytes) { EXPECT_TRUE(std::holds_alternative<std::monostate>(read({}))); }

TEST(CodeView, is_written_as_it_was_read) {
  for (const auto& bytes : {pdb70(), pdb20(), Bytes().text("LEpB").u8(7).build(), Bytes().build()})
    EXPECT_EQ(bytes_of_codeview(read(bytes)), bytes);
}

}  // namespace
}  // namespace dumplab::snapshot
