// SPDX-License-Identifier: MIT
#include "symbols/breakpad_sym.h"

#include <gtest/gtest.h>

#include "formats/symbols/hand_made_pdb.h"

namespace dumplab::symbols {
namespace {

using test::procedure;
using test::public_symbol;

std::string sym_of(const test::HandMadePdb& made) {
  const test::TemporaryFolder folder;
  const auto pdb = Pdb::open(folder.write("test.pdb", made.build()));
  EXPECT_TRUE(pdb);
  return to_breakpad_sym(**pdb, "test.pdb");
}

TEST(BreakpadSym, has_module_files_functions_lines_publics_and_frames) {
  test::HandMadePdb made;
  made.dbi_age = 11;
  const std::uint32_t main = made.add_name("/guest/main.c"), program = made.add_name("$T0 .raSearch =");
  made.symbols.append(procedure("Second", 1, 0x30, 8)).append(procedure("First", 1, 0x10, 0x20));
  made.publics.append(public_symbol("_First@12", 1, 0x10))
      .append(public_symbol("_ZwClose@4", 1, 0x50))
      .append(public_symbol("_NtClose@4", 1, 0x50))
      .append(public_symbol("?area@Square@@UBEHXZ", 1, 0x60))
      .append(public_symbol("_data", 2, 0, 0))
      .append(public_symbol("$ehgcr_0_1", 1, 0x70));
  made.c13.u32(0xf2).u32(40).u32(0x10).u16(1).u16(0).u32(0x20).u32(0).u32(2).u32(28).u32(0).u32(5).u32(8).u32(
      6);
  made.c13.u32(0xf4).u32(8).u32(main).u8(0).u8(0).align(4);
  made.frame_data.append(test::frame_row(0x1010, 0x20, 0, program))
      .append(test::frame_row(0x1030, 8, 16, program));
  EXPECT_EQ(sym_of(made),
            "MODULE windows x86 131211101514171618191A1B1C1D1E1FB test.pdb\n"
            "FILE 0 /guest/main.c\n"
            "FUNC 1010 20 c First\n"
            "1010 8 5 0\n"
            "1018 18 6 0\n"
            "FUNC 1030 8 10 Second\n"
            "PUBLIC 1050 4 NtClose\n"
            "PUBLIC 1060 0 ?area@Square@@UBEHXZ\n"
            "STACK WIN 4 1010 20 3 0 0 4 8 0 1 $T0 .raSearch =\n"
            "STACK WIN 4 1030 8 3 0 10 4 8 0 1 $T0 .raSearch =\n");
}

TEST(BreakpadSym, never_lets_functions_overlap) {
  test::HandMadePdb made;
  made.symbols.append(procedure("Long", 1, 0x10, 0x100))
      .append(procedure("Inner", 1, 0x20, 0x10))
      .append(procedure("Alias", 1, 0x20, 8))
      .append(procedure("Empty", 1, 0x40, 0));
  EXPECT_EQ(sym_of(made),
            "MODULE windows x86 131211101514171618191A1B1C1D1E1F1 test.pdb\n"
            "FUNC 1010 10 0 Long\n"
            "FUNC 1020 8 0 Alias\n"
            "PUBLIC 1040 0 Empty\n");
}

TEST(BreakpadSym, keeps_names_on_one_line) {
  test::HandMadePdb made;
  made.symbols.append(procedure("evil\nFUNC 0 1 0 x", 1, 0x10, 0x10));
  EXPECT_NE(sym_of(made).find("FUNC 1010 10 0 evil?FUNC 0 1 0 x\n"), std::string::npos);
}

}  // namespace
}  // namespace dumplab::symbols
