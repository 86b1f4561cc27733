// SPDX-License-Identifier: MIT
#include "image/map_file.h"

#include <gtest/gtest.h>

namespace dumplab::image {
namespace {

// As lld-link 14 writes it.
constexpr std::string_view kMap =
    " Orders\n"
    "\n"
    " Timestamp is 00000000 (Repro mode)\n"
    "\n"
    " Preferred load address is 00400000\n"
    "\n"
    " Start         Length     Name                   Class\n"
    " 0001:00000000 0000009cH .text                   CODE\n"
    " 0002:00000000 00000058H .data                   DATA\n"
    "\n"
    "  Address         Publics by Value              Rva+Base               Lib:Object\n"
    "\n"
    " 0001:00000000       _ZwClose@4                 0000000000401000     stubs.obj\n"
    " 0001:00000000       _NtClose@4                 0000000000401000     stubs.obj\n"
    " 0001:00000040       @Fast@8                    0000000000401040     orders.obj\n"
    " 0001:00000060       ?area@Square@@UBEHXZ       0000000000401060     orders.obj\n"
    " 0002:00000000       _table                     0000000000402000     orders.obj\n"
    "\n"
    " entry point at         0001:00000040\n"
    "\n"
    " Static symbols\n"
    "\n"
    " 0001:00000040       _hidden                    0000000000401040     orders.obj\n"
    " 0001:00000050       $ehgcr_0_1                 0000000000401050     orders.obj\n"
    " 0001:00000054       mark_store                 0000000000401054     orders.obj\n"
    " 0001:00000080       _MeanOf                    0000000000401080     orders.obj\n"
    " 0002:00000004       _counter                   0000000000402004     orders.obj\n";

TEST(MapFile, lists_functions_by_address_with_one_name_each) {
  const auto map = parse_map_file(kMap, 0x400000);
  ASSERT_TRUE(map) << map.error().what;
  ASSERT_EQ(map->functions.size(), 4u);
  EXPECT_EQ(map->functions[0].name, "NtClose") << "rather than ZwClose";
  EXPECT_EQ(map->functions[0].rva, 0x1000u);
  EXPECT_EQ(map->functions[1].name, "Fast") << "public rather than static";
  EXPECT_FALSE(map->functions[1].is_static);
  EXPECT_EQ(map->functions[2].name, "?area@Square@@UBEHXZ");
  EXPECT_EQ(map->functions[3].name, "MeanOf");
  EXPECT_TRUE(map->functions[3].is_static);
}

TEST(MapFile, finds_the_function_at_or_below_an_address) {
  const auto map = parse_map_file(kMap, 0x400000);
  EXPECT_EQ(map->find_function(0xfff), nullptr);
  EXPECT_EQ(map->find_function(0x103f)->name, "NtClose");
  EXPECT_EQ(map->find_function(0x1040)->name, "Fast");
  EXPECT_EQ(map->find_function(0xffffffff)->name, "MeanOf");
}

TEST(MapFile, keeps_marks_apart_and_ignores_compiler_labels) {
  const auto map = parse_map_file(kMap, 0x400000);
  ASSERT_EQ(map->marks.size(), 1u);
  EXPECT_EQ(map->find_mark("mark_store"), 0x1054u);
  EXPECT_FALSE(map->find_mark("mark_load"));
  EXPECT_EQ(map->find_function(0x1056)->name, "Fast") << "neither $ehgcr_0_1 nor the mark";
}

TEST(MapFile, reads_carriage_returns_and_a_last_line_without_end) {
  const auto map =
      parse_map_file(" 0001:00000000 0000009cH .text CODE\r\n 0001:00000010 _f 00401010 a.obj\r", 0x400000);
  ASSERT_TRUE(map);
  EXPECT_EQ(map->functions[0].name, "f");
  EXPECT_EQ(map->functions[0].rva, 0x1010u);
}

TEST(MapFile, refuses_text_without_functions) {
  for (const std::string_view text :
       {"", "\n\n", "0001:", "no map at all", " 0001:00000010 _f 00401010 a.obj\n"})
    EXPECT_EQ(parse_map_file(text, 0x400000).error().kind, ErrorKind::kMalformed) << text;
  EXPECT_FALSE(parse_map_file(kMap, 0x10000000)) << "another base";
}

TEST(MapFile, survives_every_cut) {
  for (std::size_t size = 0; size < kMap.size(); ++size) (void)parse_map_file(kMap.substr(0, size), 0x400000);
}

TEST(UndecorateCName, strips_underscore_and_parameter_size) {
  EXPECT_EQ(undecorate_c_name("_f"), "f");
  EXPECT_EQ(undecorate_c_name("_f@12"), "f");
  EXPECT_EQ(undecorate_c_name("@f@8"), "f");
  EXPECT_EQ(undecorate_c_name("__hidden"), "_hidden");
  EXPECT_EQ(undecorate_c_name("plain"), "plain");
  EXPECT_EQ(undecorate_c_name("_mail@home"), "mail@home");
  EXPECT_EQ(undecorate_c_name("?f@@YAXXZ"), "?f@@YAXXZ");
  EXPECT_EQ(undecorate_c_name(""), "");
  EXPECT_EQ(undecorate_c_name("_"), "");
}

}  // namespace
}  // namespace dumplab::image
