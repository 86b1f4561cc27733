// SPDX-License-Identifier: MIT
#include "symbols/sym_file.h"

#include <gtest/gtest.h>

#include "formats/symbols/sym_text.h"

namespace dumplab::symbols {
namespace {

using test::kSymHead;
using test::sym_of;
using test::sym_with;

TEST(SymFile, tells_what_it_belongs_to) {
  const auto sym = sym_with("");
  EXPECT_STREQ(sym->kind(), "sym");
  EXPECT_EQ(sym->module().os, "windows");
  EXPECT_EQ(sym->module().cpu, "x86");
  EXPECT_EQ(sym->module().debug_id, "5A9832E5287241C1838ED98914E9B7FF1");
  EXPECT_EQ(sym->module().name, "test_app.pdb");
  EXPECT_EQ(sym->code_id(), "45D35F6C2D000");
}

TEST(SymFile, is_refused_without_a_module_line) {
  for (const char* text : {"", "\n", "FUNC 1000 10 0 main\n", "MODULE windows x86\n",
                           "MODULE windows x86 XYZ a.pdb\n", "MODULE windows x86 5A98\n"}) {
    const auto sym = sym_of(text);
    ASSERT_FALSE(sym) << text;
    EXPECT_EQ(sym.error().kind, ErrorKind::kMalformed);
    EXPECT_EQ(sym.error().where, 0u);
    EXPECT_NE(sym.error().what.find("MODULE"), std::string::npos) << sym.error().what;
  }
}

TEST(SymFile, finds_functions_by_their_ranges) {
  const auto sym = sym_with(
      "FUNC 2000 8 4 Second(int, char const*)\n"
      "FUNC m 1000 10 0 Merged\n");
  EXPECT_FALSE(sym->find_function(0xfff));
  EXPECT_EQ(sym->find_function(0x1000)->name, "Merged");
  EXPECT_EQ(sym->find_function(0x100f)->size, 0x10u);
  EXPECT_FALSE(sym->find_function(0x1010));
  EXPECT_EQ(sym->find_function(0x2007)->name, "Second(int, char const*)");
  EXPECT_EQ(sym->find_function(0x2007)->rva, 0x2000u);
  EXPECT_FALSE(sym->find_function(0xffffffff));
  EXPECT_TRUE(sym->problems().empty());
}

TEST(SymFile, lets_public_names_reach_to_the_next_function) {
  const auto sym = sym_with(
      "FUNC 1000 10 0 Known\n"
      "PUBLIC 1020 8 After\n"
      "PUBLIC m 800 0 Before\n"
      "PUBLIC 3000 4 ZwClose\n"
      "PUBLIC 3000 4 NtClose\n"
      "PUBLIC 4000 0 first\n"
      "PUBLIC 4000 0 another\n");
  EXPECT_EQ(sym->find_function(0x9ff)->name, "Before");
  EXPECT_EQ(sym->find_function(0x9ff)->size, 0u);
  EXPECT_FALSE(sym->find_function(0x1018)) << "Known lies between";
  EXPECT_EQ(sym->find_function(0x1fff)->name, "After");
  EXPECT_EQ(sym->find_function(0x3001)->name, "NtClose");
  EXPECT_EQ(sym->find_function(0x4001)->name, "first");
}

TEST(SymFile, finds_lines_inside_their_function) {
  const auto sym = sym_with(
      "FILE 1 c:\\program files\\one.cc\n"
      "FILE 0 zero.cc\n"
      "FUNC 1000 20 0 main\n"
      "1000 8 41 1\n"
      "1008 8 42 0\n"
      "1018 8 43 7\n"
      "FUNC 2000 10 0 other\n"
      "2000 10 9 0\n");
  EXPECT_EQ(sym->find_line(0x1007), (SourceLine{"c:\\program files\\one.cc", 41}));
  EXPECT_EQ(sym->find_line(0x1008), (SourceLine{"zero.cc", 42}));
  EXPECT_FALSE(sym->find_line(0x1010));
  EXPECT_EQ(sym->find_line(0x1018), (SourceLine{"", 43})) << "its file has no row";
  EXPECT_EQ(sym->find_line(0x200f), (SourceLine{"zero.cc", 9}));
  EXPECT_FALSE(sym->find_line(0x2010));
}

TEST(SymFile, reads_lines_that_end_as_on_windows_and_a_last_one_without_end) {
  const auto sym = test::sym_of(
      "MODULE windows x86 5A98 a.pdb\r\nFILE 0 a.c\r\nFUNC 1000 10 0 main\r\n1000 10 3 0\r\nPUBLIC 2000 0 "
      "last");
  ASSERT_TRUE(sym) << sym.error().what;
  EXPECT_EQ((*sym)->module().name, "a.pdb");
  EXPECT_EQ((*sym)->find_function(0x1000)->name, "main");
  EXPECT_EQ((*sym)->find_line(0x1000), (SourceLine{"a.c", 3}));
  EXPECT_EQ((*sym)->find_function(0x2000)->name, "last");
  EXPECT_TRUE((*sym)->problems().empty());
}

TEST(SymFile, tells_what_is_inlined) {
  const auto sym = sym_with(
      "FILE 0 main.cc\n"
      "FILE 1 square.h\n"
      "INLINE_ORIGIN 3 Square::area\n"
      "INLINE_ORIGIN 4 Square::side\n"
      "FUNC 1000 40 0 main\n"
      "INLINE 1 7 1 4 1010 4\n"
      "INLINE 0 12 0 3 1008 10 1020 8\n"
      "1000 8 11 0\n"
      "1008 8 6 1\n"
      "1010 4 3 1\n"
      "1014 14 8 1\n"
      "1028 18 13 0\n");
  EXPECT_TRUE(sym->find_inlined(0x1000).empty());
  EXPECT_EQ(sym->find_line(0x1000), (SourceLine{"main.cc", 11}));
  const auto both = sym->find_inlined(0x1013);
  ASSERT_EQ(both.size(), 2u);
  EXPECT_EQ(both[0].name, "Square::side");
  EXPECT_EQ(both[0].line, (SourceLine{"square.h", 3}));
  EXPECT_EQ(both[0].call, (SourceLine{"square.h", 7}));
  EXPECT_EQ(both[1].name, "Square::area");
  EXPECT_EQ(both[1].line, (SourceLine{"square.h", 7}));
  EXPECT_EQ(both[1].call, (SourceLine{"main.cc", 12}));
  EXPECT_EQ(sym->find_line(0x1013), (SourceLine{"main.cc", 12})) << "the place in main";
  ASSERT_EQ(sym->find_inlined(0x1027).size(), 1u);
  EXPECT_EQ(sym->find_inlined(0x1027)[0].line, (SourceLine{"square.h", 8}));
  EXPECT_TRUE(sym->find_inlined(0x101c).empty()) << "between the ranges of one call";
  EXPECT_TRUE(sym->find_inlined(0x3000).empty());
  EXPECT_TRUE(sym->problems().empty());
}

TEST(SymFile, leaves_broken_inline_rows_out) {
  const auto sym = sym_with(
      "FUNC 1000 40 0 main\n"
      "INLINE 0 12 0 3\n"
      "INLINE 0 12 0 3 1008\n"
      "INLINE 0 12 0 x 1000 40\n"
      "INLINE 0 12 0 9 1000 40\n"
      "1000 40 11 0\n");
  const auto inlined = sym->find_inlined(0x1008);
  ASSERT_EQ(inlined.size(), 1u);
  EXPECT_EQ(inlined[0].name, "") << "its origin has no row";
  EXPECT_EQ(sym->problems().size(), 3u);
}

TEST(SymFile, gives_the_smallest_row_of_frame_data) {
  const auto sym = sym_with(
      "STACK WIN 4 1000 40 6 2 c 8 14 20 1 $T0 $ebp = $eip $T0 4 + ^ =\n"
      "STACK WIN 4 1008 38 0 0 c 8 18 20 1 $T0 .raSearch =\n"
      "STACK WIN 0 1000 10 1 0 4 4 8 0 0 1\n"
      "STACK WIN 0 2000 10 1 0 4 4 8 0 0 0\n"
      "STACK WIN 3 3000 10 1 0 4 4 8 0 0 0\n");
  const auto outer = sym->find_frame_data(0x1007);
  ASSERT_TRUE(outer);
  EXPECT_EQ(outer->rva, 0x1000u);
  EXPECT_EQ(outer->code_size, 0x40u);
  EXPECT_EQ(outer->prolog_size, 6u);
  EXPECT_EQ(outer->params_size, 0xcu);
  EXPECT_EQ(outer->saved_registers_size, 8u);
  EXPECT_EQ(outer->locals_size, 0x14u);
  EXPECT_EQ(outer->stack_max, 0x20u);
  EXPECT_EQ(outer->program, "$T0 $ebp = $eip $T0 4 + ^ =");
  EXPECT_EQ(sym->find_frame_data(0x1008)->program, "$T0 .raSearch =");
  EXPECT_EQ(sym->find_frame_data(0x103f)->locals_size, 0x18u);
  EXPECT_FALSE(sym->find_frame_data(0x1040));
  const auto fpo = sym->find_frame_data(0x200f);
  ASSERT_TRUE(fpo);
  EXPECT_TRUE(fpo->program.empty());
  EXPECT_FALSE(fpo->allocates_base_pointer);
  EXPECT_FALSE(sym->find_frame_data(0x3000)) << "a standard frame is no FPO";
}

TEST(SymFile, says_whether_an_fpo_function_uses_ebp) {
  const auto sym = sym_with("STACK WIN 0 1000 10 1 0 4 c 8 0 0 1\n");
  const auto fpo = sym->find_frame_data(0x1000);
  ASSERT_TRUE(fpo);
  EXPECT_TRUE(fpo->allocates_base_pointer);
  EXPECT_EQ(fpo->saved_registers_size, 12u);
  EXPECT_EQ(fpo->locals_size, 8u);
  EXPECT_EQ(fpo->params_size, 4u);
}

TEST(SymFile, joins_the_rules_of_call_frame_information) {
  const auto sym = sym_with(
      "STACK CFI INIT 1000 20 .cfa: $esp 4 + .ra: .cfa 4 - ^\n"
      "STACK CFI 1001 .cfa: $esp 8 + $ebp: .cfa 8 - ^\n"
      "STACK CFI 1003 .cfa: $ebp 8 +\n"
      "STACK CFI INIT 2000 10 .cfa: $esp 4 + .ra: .cfa 4 - ^\n");
  const auto at = [&](std::uint32_t rva) { return sym->find_frame_rules(rva)->rules; };
  using Rules = std::map<std::string, std::string>;
  EXPECT_EQ(at(0x1000), (Rules{{".cfa", "$esp 4 +"}, {".ra", ".cfa 4 - ^"}}));
  EXPECT_EQ(at(0x1002), (Rules{{".cfa", "$esp 8 +"}, {".ra", ".cfa 4 - ^"}, {"$ebp", ".cfa 8 - ^"}}));
  EXPECT_EQ(at(0x101f), (Rules{{".cfa", "$ebp 8 +"}, {".ra", ".cfa 4 - ^"}, {"$ebp", ".cfa 8 - ^"}}));
  EXPECT_EQ(sym->find_frame_rules(0x1000)->size, 0x20u);
  EXPECT_FALSE(sym->find_frame_rules(0x1020));
  EXPECT_EQ(at(0x2000).size(), 2u);
}

TEST(SymFile, leaves_broken_lines_out_and_says_where_they_are) {
  const std::string head = kSymHead;
  const std::string good = "FUNC 1000 10 0 main\n1000 8 7 0\n";
  struct Case {
    const char* line;
    const char* what;
  };
  for (const Case& c :
       {Case{"FUNC 10zz 10 0 bad\n", "no address"}, Case{"FUNC 1ffffffff 10 0 bad\n", "no address"},
        Case{"PUBLIC\n", "a line of no known kind"}, Case{"PUBLIC - 0 bad\n", "no address"},
        Case{"FILE x y\n", "no number"}, Case{"STACK WIN 4 1000\n", "no range"},
        Case{"STACK WIN ? 1000 10\n", "no type"}, Case{"STACK CFI INIT 10\n", "no range"},
        Case{"HELLO\n", "a line of no known kind"}}) {
    const auto sym = sym_of(head + good + c.line + "PUBLIC 2000 0 last\n");
    ASSERT_TRUE(sym);
    EXPECT_EQ((*sym)->find_function(0x2000)->name, "last") << c.line;
    EXPECT_EQ((*sym)->find_function(0x1000)->name, "main") << c.line;
    ASSERT_EQ((*sym)->problems().size(), 1u) << c.line;
    EXPECT_EQ((*sym)->problems()[0], (Problem{head.size() + good.size(), c.what}));
  }
}

TEST(SymFile, notes_rows_that_are_broken_behind_their_address_when_they_are_read) {
  const std::string head = kSymHead;
  const auto sym = sym_with(
      "FUNC 1000 10\n"
      "FUNC 2000 10 0 main\n"
      "2000 8 x 0\n"
      "2008 8 5 0\n"
      "PUBLIC 3000 0\n"
      "STACK WIN 4 4000 10 0 0 0 0 0 0 1\n"
      "STACK WIN 4 4100 10 fffff 0 0 0 0 0 1 $T0\n"
      "STACK CFI INIT 5000 10 nonsense .cfa: $esp\n");
  EXPECT_FALSE(sym->find_function(0x1000));
  EXPECT_FALSE(sym->find_function(0x1000));
  ASSERT_EQ(sym->problems().size(), 1u) << "noted once";
  EXPECT_EQ(sym->problems()[0], (Problem{head.size(), "a broken line: \"FUNC 1000 10\""}));
  EXPECT_FALSE(sym->find_line(0x2000));
  EXPECT_EQ(sym->find_line(0x2008)->line, 5u);
  EXPECT_FALSE(sym->find_function(0x3000));
  EXPECT_FALSE(sym->find_frame_data(0x4000));
  EXPECT_FALSE(sym->find_frame_data(0x4100));
  EXPECT_FALSE(sym->find_frame_rules(0x5000));
  EXPECT_EQ(sym->problems().size(), 6u);
}

TEST(SymFile, bears_ranges_at_the_end_of_memory) {
  const auto sym = sym_with(
      "FUNC fffffff0 ffffffff 0 top\n"
      "fffffff0 ffffffff 1 0\n"
      "STACK WIN 4 fffffff0 ffffffff 0 0 0 0 0 0 1 $T0\n");
  EXPECT_EQ(sym->find_function(0xffffffff)->name, "top");
  EXPECT_EQ(sym->find_line(0xffffffff)->line, 1u);
  EXPECT_TRUE(sym->find_frame_data(0xffffffff));
  EXPECT_FALSE(sym->find_frame_data(0));
}

TEST(SymFile, keeps_only_the_first_of_very_many_problems) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "nonsense\n";
  const auto sym = sym_with(text);
  sym->find_function(0);
  EXPECT_EQ(sym->problems().size(), 100u);
}

}  // namespace
}  // namespace dumplab::symbols
