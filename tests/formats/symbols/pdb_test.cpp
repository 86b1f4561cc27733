// SPDX-License-Identifier: MIT
#include "symbols/pdb.h"

#include <gtest/gtest.h>

#include "formats/symbols/hand_made_pdb.h"

namespace dumplab::symbols {
namespace {

using test::Bytes;
using test::HandMadePdb;
using test::procedure;
using test::public_symbol;

class PdbTest : public testing::Test {
 protected:
  Result<std::unique_ptr<Pdb>> open(const std::vector<std::byte>& bytes) {
    return Pdb::open(folder_.write("test.pdb", bytes));
  }
  std::string name_at(const Pdb& pdb, std::uint32_t rva) {
    const auto function = pdb.find_function(rva);
    return function ? function->name : "-";
  }

 private:
  test::TemporaryFolder folder_;
};

/// A LINES subsection of one file block and the checksums it refers to.
Bytes subsection(std::uint32_t type, const Bytes& body) {
  return std::move(Bytes().u32(type).u32(body.size()).append(body).align(4));
}
Bytes lines_of(std::uint32_t offset, std::uint32_t size, std::uint32_t file,
               const std::vector<std::pair<std::uint32_t, std::uint32_t>>& lines) {
  Bytes body;
  body.u32(offset).u16(1).u16(0).u32(size).u32(file).u32(lines.size()).u32(12 + 8 * lines.size());
  for (const auto& [at, line] : lines) body.u32(at).u32(0x80000000 | line);
  return subsection(0xf2, body);
}
Bytes checksums_of(const std::vector<std::uint32_t>& names) {
  Bytes body;
  for (const std::uint32_t name : names) body.u32(name).u8(0).u8(0).align(4);
  return subsection(0xf4, body);
}

TEST_F(PdbTest, takes_the_age_of_the_dbi_stream) {
  HandMadePdb made;
  made.info_age = 7;
  made.dbi_age = 2;
  const auto pdb = open(made.build());
  ASSERT_TRUE(pdb) << pdb.error().what;
  EXPECT_EQ((*pdb)->identity().age, 2u);
  EXPECT_EQ(debug_id((*pdb)->identity()),
            "13121110151417161819"
            "1A1B1C1D1E1F2");
  made.dbi_age = 0;
  EXPECT_EQ((*open(made.build()))->identity().age, 7u) << "the DBI stream has none";
}

TEST_F(PdbTest, finds_the_procedure_that_holds_an_address) {
  HandMadePdb made;
  made.symbols.append(procedure("First", 1, 0x10, 0x20))
      .append(procedure("second", 1, 0x30, 8, 0x110f))
      .append(procedure("Third", 2, 0, 0x10, 0x1147));
  for (const bool scattered : {false, true}) {
    const auto pdb = open(made.build(scattered));
    ASSERT_TRUE(pdb) << pdb.error().what;
    EXPECT_EQ(name_at(**pdb, 0x100f), "-");
    EXPECT_EQ(name_at(**pdb, 0x1010), "First");
    EXPECT_EQ(name_at(**pdb, 0x102f), "First");
    EXPECT_EQ(name_at(**pdb, 0x1030), "second");
    EXPECT_EQ(name_at(**pdb, 0x1038), "-");
    EXPECT_EQ(name_at(**pdb, 0x2005), "Third");
    EXPECT_EQ((*pdb)->find_function(0x1011)->size, 0x20u);
    EXPECT_TRUE((*pdb)->problems().empty());
    EXPECT_STREQ((*pdb)->kind(), "pdb");
  }
}

TEST_F(PdbTest, falls_back_to_the_nearest_public_function_of_the_section) {
  HandMadePdb made;
  made.publics.append(public_symbol("_NtClose@4", 1, 0x40))
      .append(public_symbol("_ZwClose@4", 1, 0x40))
      .append(public_symbol("_table", 1, 0x48, 0))
      .append(public_symbol("$ehgcr_0_1", 1, 0x50))
      .append(public_symbol("?area@Square@@UBEHXZ", 1, 0x60));
  const auto pdb = open(made.build());
  ASSERT_TRUE(pdb) << pdb.error().what;
  EXPECT_EQ(name_at(**pdb, 0x103f), "-");
  EXPECT_EQ(name_at(**pdb, 0x1040), "NtClose");
  EXPECT_EQ(name_at(**pdb, 0x1058), "NtClose") << "neither data nor a label";
  EXPECT_EQ((*pdb)->find_function(0x1058)->size, 0u);
  EXPECT_EQ(name_at(**pdb, 0x1fff), "Square::area");
  EXPECT_EQ(name_at(**pdb, 0x2000), "-") << "another section";
  EXPECT_EQ(name_at(**pdb, 0x9000), "-");
}

TEST_F(PdbTest, does_not_stretch_a_public_over_a_procedure_that_ended) {
  HandMadePdb made;
  made.symbols.append(procedure("Middle", 1, 0x50, 0x10));
  made.publics.append(public_symbol("_Before", 1, 0x40))
      .append(public_symbol("_Middle", 1, 0x50))
      .append(public_symbol("_After", 1, 0x70));
  const auto pdb = open(made.build());
  EXPECT_EQ(name_at(**pdb, 0x104f), "Before");
  EXPECT_EQ(name_at(**pdb, 0x105f), "Middle");
  EXPECT_EQ(name_at(**pdb, 0x1060), "-");
  EXPECT_EQ(name_at(**pdb, 0x1070), "After");
}

TEST_F(PdbTest, keeps_each_public_once_and_leaves_absolute_ones_out) {
  HandMadePdb made;
  made.publics.append(public_symbol("_f", 1, 4))
      .append(public_symbol("_f", 1, 4))
      .append(public_symbol("_g", 1, 4))
      .append(public_symbol("__abs", 3, 4))
      .append(public_symbol("__zero", 0, 4))
      .append(public_symbol("_past", 1, 0x1001));
  const auto pdb = open(made.build());
  ASSERT_EQ((*pdb)->publics().size(), 2u);
  EXPECT_EQ((*pdb)->publics()[0].decorated_name, "_f");
  EXPECT_EQ((*pdb)->publics()[1].decorated_name, "_g");
  EXPECT_EQ(name_at(**pdb, 0x1004), "f");
}

TEST_F(PdbTest, finds_the_line_whose_code_holds_an_address) {
  HandMadePdb made;
  const std::uint32_t main = made.add_name("/guest/main.c"), header = made.add_name("..\\inline.h");
  made.c13.append(lines_of(0x10, 0x20, 0, {{0, 5}, {8, 6}, {8, 7}, {0x18, 0xfeefee}}))
      .append(lines_of(0x40, 4, 8, {{0, 1}, {6, 2}}))
      .append(checksums_of({main, header}));
  const auto pdb = open(made.build());
  ASSERT_TRUE(pdb) << pdb.error().what;
  EXPECT_FALSE((*pdb)->find_line(0x100f));
  EXPECT_EQ((*pdb)->find_line(0x1017)->line, 5u);
  EXPECT_EQ((*pdb)->find_line(0x1018)->line, 7u) << "line 6 has no code";
  EXPECT_EQ((*pdb)->find_line(0x1027)->file, "/guest/main.c");
  EXPECT_FALSE((*pdb)->find_line(0x1028)) << "hidden code";
  EXPECT_EQ((*pdb)->find_line(0x1043)->file, "..\\inline.h");
  EXPECT_FALSE((*pdb)->find_line(0x1044)) << "line 2 begins behind the end";
  EXPECT_TRUE((*pdb)->problems().empty());
}

TEST_F(PdbTest, leaves_damaged_lines_out_and_says_where) {
  HandMadePdb made;
  const std::uint32_t main = made.add_name("main.c");
  made.c13.append(lines_of(0x10, 0x20, 0, {{0, 5}}))
      .append(lines_of(0x40, 4, 800, {{0, 1}}))
      .append(checksums_of({main}));
  const auto pdb = open(made.build());
  EXPECT_EQ((*pdb)->lines().size(), 1u);
  ASSERT_EQ((*pdb)->problems().size(), 1u);
  EXPECT_EQ((*pdb)->problems()[0].what.substr(0, 18), "module stream (9),");
  (*pdb)->lines();
  EXPECT_EQ((*pdb)->problems().size(), 1u) << "said once";
}

TEST_F(PdbTest, counts_lines_within_their_block_only) {
  HandMadePdb made;
  const std::uint32_t main = made.add_name("main.c");
  Bytes body;
  body.u32(0x10).u16(1).u16(0).u32(0x400);
  for (int i = 0; i < 50; ++i) body.u32(0).u32((50 - i) * 3 / 2 - 2).u32(12);  // each claims all that follow
  made.c13.append(subsection(0xf2, body)).append(checksums_of({main}));
  const auto pdb = open(made.build());
  EXPECT_TRUE((*pdb)->lines().empty());
  EXPECT_EQ((*pdb)->problems().size(), 1u);
}

TEST_F(PdbTest, gives_frame_data_with_its_program) {
  HandMadePdb made;
  const std::uint32_t program = made.add_name("$T0 .raSearch =");
  made.frame_data.append(test::frame_row(0x1010, 0x20, 12, program))
      .append(test::frame_row(0x1030, 8, 0, program));
  for (const bool with_relocation : {false, true}) {
    if (with_relocation) {
      Bytes prefixed;
      made.frame_data = prefixed.u32(0x1000).append(made.frame_data);
    }
    const auto pdb = open(made.build());
    const auto& rows = (*pdb)->frame_data();
    ASSERT_EQ(rows.size(), 2u);
    EXPECT_EQ(rows[0].rva, 0x1010u);
    EXPECT_EQ(rows[0].code_size, 0x20u);
    EXPECT_EQ(rows[0].locals_size, 8u);
    EXPECT_EQ(rows[0].params_size, 12u);
    EXPECT_EQ(rows[0].prolog_size, 3u);
    EXPECT_EQ(rows[0].saved_registers_size, 4u);
    EXPECT_EQ(rows[0].flags, 4u);
    EXPECT_EQ(rows[0].program, "$T0 .raSearch =");
    EXPECT_EQ(rows[1].rva, 0x1030u);
  }
}

TEST_F(PdbTest, gives_the_smallest_row_for_an_address_and_fpo_rows_where_none_has_a_program) {
  test::HandMadePdb made;
  const std::uint32_t outer = made.add_name("$T0 1 ="), inner = made.add_name("$T0 2 =");
  made.frame_data.append(test::frame_row(0x1010, 0x20, 12, outer))
      .append(test::frame_row(0x1018, 0x18, 0, inner));
  // FPO_DATA: start, size, locals and parameters in words; prolog 3, two registers, EBP used, kind of frame.
  const auto fpo = [](std::uint32_t start, std::uint32_t size, unsigned frame) {
    return test::Bytes().u32(start).u32(size).u32(5).u16(2).u8(3).u8(2 | 1 << 4 | frame << 6);
  };
  made.fpo_data.append(fpo(0x1020, 0x40, 0)).append(fpo(0x1030, 0x10, 0)).append(fpo(0x1070, 0x10, 3));
  const auto pdb = open(made.build());
  ASSERT_TRUE(pdb);
  EXPECT_FALSE((*pdb)->find_frame_data(0x100f));
  EXPECT_EQ((*pdb)->find_frame_data(0x1017)->program, "$T0 1 =");
  EXPECT_EQ((*pdb)->find_frame_data(0x1018)->program, "$T0 2 =");
  EXPECT_EQ((*pdb)->find_frame_data(0x102f)->program, "$T0 2 =");
  const auto row = (*pdb)->find_frame_data(0x1030);
  ASSERT_TRUE(row);
  EXPECT_EQ(row->rva, 0x1030u);
  EXPECT_EQ(row->code_size, 0x10u);
  EXPECT_EQ(row->locals_size, 20u);
  EXPECT_EQ(row->params_size, 8u);
  EXPECT_EQ(row->prolog_size, 3u);
  EXPECT_EQ(row->saved_registers_size, 8u);
  EXPECT_TRUE(row->allocates_base_pointer);
  EXPECT_TRUE(row->program.empty());
  EXPECT_EQ((*pdb)->find_frame_data(0x1040)->rva, 0x1020u);
  EXPECT_FALSE((*pdb)->find_frame_data(0x1070)) << "a standard frame";
  EXPECT_EQ((*pdb)->fpo_rows().size(), 2u);
  EXPECT_TRUE((*pdb)->problems().empty());
}

TEST_F(PdbTest, tells_what_is_inlined) {
  HandMadePdb made;
  const std::uint32_t main = made.add_name("main.cc"), square = made.add_name("square.h");
  // LF_STRUCTURE Square of 8 bytes; LF_STRING_ID geometry; LF_MFUNC_ID Square::area; LF_FUNC_ID
  // geometry::side.
  const Bytes structure =
      Bytes().u16(0).u16(0).u32(0).u32(0).u32(0).u16(0x8001 /* LF_SHORT */).u16(8).text("Square").u8(0);
  made.types = test::type_stream(test::type_record(0x1505, structure), 1);
  Bytes items;
  items.append(test::type_record(0x1605, Bytes().u32(0).text("geometry").u8(0)))
      .append(test::type_record(0x1602, Bytes().u32(0x1000).u32(0).text("area").u8(0)))
      .append(test::type_record(0x1601, Bytes().u32(0x1000).u32(0).text("side").u8(0)));
  made.items = test::type_stream(items, 3);
  // In area 8 bytes on line 6, its call of side, and 8 on line 8; side is the first four of them.
  made.symbols.append(procedure("main", 1, 0x10, 0x40))
      .append(test::inline_site(0x1001, {0x0b, 0x28, 0x0b, 0x48, 0x04, 0x08}))
      .append(test::inline_site(0x1002, {0x03, 0x08, 0x04, 0x04}))
      .append(test::inline_site_end())
      .append(test::inline_site_end())
      .append(procedure("other", 1, 0x50, 0x40));
  made.c13.append(lines_of(0x10, 0x40, 0, {{0, 11}, {8, 12}, {0x18, 13}}))
      .append(checksums_of({main, square}));
  // DEBUG_S_INLINEELINES: area from line 5, side from line 3, both in the second file.
  made.c13.append(subsection(0xf6, Bytes().u32(0).u32(0x1001).u32(8).u32(5).u32(0x1002).u32(8).u32(3)));
  const auto pdb = open(made.build());
  ASSERT_TRUE(pdb) << pdb.error().what;
  EXPECT_TRUE((*pdb)->find_inlined(0x1017).empty());
  const auto both = (*pdb)->find_inlined(0x1018);
  ASSERT_EQ(both.size(), 2u);
  EXPECT_EQ(both[0].name, "geometry::side");
  EXPECT_EQ(both[0].line, (SourceLine{"square.h", 3}));
  EXPECT_EQ(both[0].call, (SourceLine{"square.h", 6}));
  EXPECT_EQ(both[1].name, "Square::area");
  EXPECT_EQ(both[1].call, (SourceLine{"main.cc", 12}));
  const auto one = (*pdb)->find_inlined(0x101c);
  ASSERT_EQ(one.size(), 1u);
  EXPECT_EQ(one[0].line, (SourceLine{"square.h", 6}));
  EXPECT_EQ((*pdb)->find_inlined(0x1020)[0].line, (SourceLine{"square.h", 8}));
  EXPECT_EQ((*pdb)->find_inlined(0x1027)[0].call, (SourceLine{"main.cc", 12}));
  EXPECT_TRUE((*pdb)->find_inlined(0x1028).empty());
  EXPECT_TRUE((*pdb)->find_inlined(0x1050).empty());
  EXPECT_TRUE((*pdb)->problems().empty());
}

TEST_F(PdbTest, says_which_item_of_an_inlined_function_is_missing) {
  HandMadePdb made;
  made.symbols.append(procedure("main", 1, 0x10, 0x40))
      .append(test::inline_site(0x1001, {0x03, 0x08, 0x04, 0x04}));
  made.types = test::type_stream(Bytes(), 0);
  made.items = test::type_stream(test::type_record(0x1605, Bytes().u32(0).text("geometry").u8(0)), 1);
  const auto pdb = open(made.build());
  ASSERT_TRUE(pdb);
  for (int i = 0; i < 2; ++i) {
    const auto inlined = (*pdb)->find_inlined(0x1018);
    ASSERT_EQ(inlined.size(), 1u);
    EXPECT_EQ(inlined[0].name, "");
    EXPECT_EQ(inlined[0].line, std::nullopt);
  }
  ASSERT_EQ((*pdb)->problems().size(), 1u) << "noted once";
  EXPECT_NE((*pdb)->problems()[0].what.find("no record 0x1001"), std::string::npos);
}

TEST_F(PdbTest, leaves_damaged_symbol_records_out_and_says_where) {
  HandMadePdb made;
  made.symbols.append(procedure("Good", 1, 0x10, 0x20)).u16(1).u16(0x1110);
  made.publics.append(public_symbol("_f", 1, 0x80)).u16(0x7000).u16(0x110e);
  const auto pdb = open(made.build());
  ASSERT_TRUE(pdb) << pdb.error().what;
  EXPECT_EQ(name_at(**pdb, 0x1010), "Good");
  EXPECT_EQ(name_at(**pdb, 0x1080), "f");
  ASSERT_EQ((*pdb)->problems().size(), 2u);
  EXPECT_EQ((*pdb)->problems()[0].what, "module stream (9), offset 0x30: a symbol record of 1 bytes");
  EXPECT_EQ((*pdb)->problems()[1].what, "symbol record stream (6), offset 0x18: 28670 bytes needed, 0 left");
}

TEST_F(PdbTest, refuses_broken_containers_and_reordered_code) {
  EXPECT_EQ(open({}).error().kind, ErrorKind::kTruncated);
  HandMadePdb made;
  made.reordered = true;
  EXPECT_EQ(open(made.build()).error().kind, ErrorKind::kUnsupported);
  made.reordered = false;
  auto streams = made.streams();
  streams[3].resize(40);
  const auto cut = open(test::msf_file(streams));
  ASSERT_FALSE(cut);
  EXPECT_EQ(cut.error().kind, ErrorKind::kTruncated);
  EXPECT_EQ(cut.error().what, "DBI stream (3), offset 0x0: 64 bytes needed, 40 left");
  EXPECT_EQ(cut.error().where, 4 * test::kBlock) << "behind superblock, free block maps and the PDB stream";
  EXPECT_EQ(Pdb::open("/nowhere/at.pdb").error().kind, ErrorKind::kIo);
}

}  // namespace
}  // namespace dumplab::symbols
