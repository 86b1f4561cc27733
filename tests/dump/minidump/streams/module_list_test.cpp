// SPDX-License-Identifier: MIT
#include "minidump/writer.h"
#include "support/expect_dump.h"

namespace dumplab::test {
namespace {

constexpr std::uint64_t kSecondOfTwo = 32 + 24 + 56;

/// MINIDUMP_MODULE up to its name, from its version on with empty records.
Bytes head(std::uint64_t base) {
  return Bytes()
      .u64(base)
      .u32(0x5000 /* Size */)
      .u32(0x1234 /* CheckSum */)
      .u32(0x45d35f6c /* TimeDateStamp */);
}
Bytes version() {
  Bytes out = Bytes().u32(0xfeef04bd).u32(0x10000);
  for (std::uint32_t i = 2; i < 13; ++i) out.u32(i);
  return out;
}
Bytes plain_tail() { return version().zeros(8).zeros(8).zeros(16); }

TEST(ModuleListStream, has_all_fields) {
  const Bytes entry =
      head(0x400000).rva("name").append(version()).u32(35).rva("cv").u32(3).rva("misc").zeros(16);
  const Bytes cv =
      Bytes().label("cv").text("RSDS").u64(0x1122334455667788).u64(0x99).u32(3).text("Orders.pdb").u8(0);
  const Dump dump = open_dump(HandMadeDump()
                                  .x86()
                                  .stream(4, Bytes().u32(1).append(entry))
                                  .part(Bytes().label("name").string(u"C:\\work\\Orders.exe"))
                                  .part(cv)
                                  .part(Bytes().label("misc").u8(1).u8(2).u8(3)));
  expect_no_problems(dump);
  ASSERT_EQ(dump.snapshot().modules.size(), 1u);
  const Module& m = dump.snapshot().modules[0];
  EXPECT_EQ(m.BaseOfImage, 0x400000u);
  EXPECT_EQ(m.SizeOfImage, 0x5000u);
  EXPECT_EQ(m.CheckSum, 0x1234u);
  EXPECT_EQ(m.TimeDateStamp, 0x45d35f6cu);
  EXPECT_EQ(m.path, "C:\\work\\Orders.exe");
  EXPECT_EQ(m.VersionInfo, (FixedFileInfo{0xfeef04bd, 0x10000, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}));
  const auto& pdb = std::get<CodeViewPdb70>(m.codeview);
  EXPECT_EQ(pdb.guid[0], 0x88);
  EXPECT_EQ(pdb.guid[8], 0x99);
  EXPECT_EQ(pdb.age, 3u);
  EXPECT_EQ(pdb.pdb_path, "Orders.pdb");
  EXPECT_EQ(m.misc_record, (std::vector<std::uint8_t>{1, 2, 3}));
}

TEST(ModuleListStream, may_have_padding_behind_its_count) {
  const Bytes list = Bytes().u32(1).u32(0).append(head(0x400000)).rva("name").append(plain_tail());
  const Dump dump = open_dump(HandMadeDump().x86().stream(4, list).part(Bytes().label("name").string(u"a")));
  expect_no_problems(dump);
  EXPECT_EQ(dump.snapshot().modules.at(0).path, "a");
}

TEST(ModuleListStream, keeps_base_and_size_of_a_module_with_a_bad_name) {
  const auto open_with_name = [](const Bytes& name) {
    const Bytes list = Bytes().u32(2).append(head(0x400000)).append(name).append(plain_tail());
    return open_dump(
        HandMadeDump()
            .x86()
            .stream(4, Bytes().append(list).append(head(0x500000)).rva("good").append(plain_tail()))
            .part(Bytes().label("good").string(u"good.dll"))
            .part(Bytes().label("long").u32(0xffffff00).u32(0)));
  };
  const std::pair<Bytes, std::string> cases[] = {{Bytes().u32(0x9000), "pass the end of the file"},
                                                 {Bytes().u32(0xffffffff), "pass the end of the file"},
                                                 {Bytes().rva("long"), "4294967040 is no string length"}};
  for (const auto& [name, words] : cases) {
    const Dump dump = open_with_name(name);
    expect_only_problem(dump, kSecondOfTwo + 4 + 20, words);
    ASSERT_EQ(dump.snapshot().modules.size(), 2u);
    EXPECT_EQ(dump.snapshot().modules[0].BaseOfImage, 0x400000u);
    EXPECT_EQ(dump.snapshot().modules[0].SizeOfImage, 0x5000u);
    EXPECT_EQ(dump.snapshot().modules[0].path, "");
    EXPECT_EQ(dump.snapshot().modules[1].path, "good.dll");
  }
}

TEST(ModuleListStream, leaves_out_half_of_a_unit_of_a_name) {
  const Bytes list = Bytes().u32(1).append(head(0x400000)).rva("name").append(plain_tail());
  const Bytes name = Bytes().label("name").u32(5).utf16(u"abc");
  const Dump dump = open_dump(HandMadeDump().x86().stream(4, list).part(name));
  expect_only_problem(dump, kSecondOfTwo + 4 + 20, "5 bytes of UTF-16");
  EXPECT_EQ(dump.snapshot().modules.at(0).path, "ab");
}

TEST(ModuleListStream, notes_names_that_no_writer_stores) {
  const std::pair<std::u16string, std::string> cases[] = {{u"a\xd83d"
                                                           u"b",
                                                           "half of a surrogate pair"},
                                                          {std::u16string(u"a\0b", 3), "a NUL inside"},
                                                          {u"a\x1b[2J", "control characters"},
                                                          {u"..\\a.dll", "climbs out of its folder"}};
  for (const auto& [text, words] : cases) {
    const Bytes list = Bytes().u32(1).append(head(0x400000)).rva("name").append(plain_tail());
    const Dump dump =
        open_dump(HandMadeDump().x86().stream(4, list).part(Bytes().label("name").string(text)));
    expect_only_problem(dump, kSecondOfTwo + 4 + 20, words);
    EXPECT_EQ(dump.problems()[0].damage, Damage::kWarning);
  }
}

TEST(ModuleListStream, reads_a_name_up_to_its_NUL) {
  const Bytes list = Bytes().u32(1).append(head(0x400000)).rva("name").append(plain_tail());
  const Bytes name = Bytes().label("name").string(std::u16string_view(u"a.dll\0", 6));
  EXPECT_EQ(open_dump(HandMadeDump().x86().stream(4, list).part(name)).snapshot().modules.at(0).path,
            "a.dll");
}

TEST(ModuleListStream, keeps_a_module_whose_CodeView_record_lies_outside_the_file) {
  const Bytes entry = head(0x400000).rva("name").append(version()).u32(34).u32(0x9000).zeros(24);
  const Dump dump = open_dump(HandMadeDump()
                                  .x86()
                                  .stream(4, Bytes().u32(1).append(entry))
                                  .part(Bytes().label("name").string(u"a.dll")));
  expect_only_problem(dump, kSecondOfTwo + 4 + 76, "CodeView record of module 0x400000");
  EXPECT_EQ(dump.snapshot().modules.at(0).path, "a.dll");
}

TEST(ModuleListStream, gives_the_modules_in_front_of_a_cut) {
  const Bytes list = Bytes().u32(1000000).append(head(0x400000)).rva("name").append(plain_tail()).zeros(20);
  const Dump dump = open_dump(HandMadeDump().x86().stream(4, list).part(Bytes().label("name").string(u"a")));
  expect_only_problem(dump, kSecondOfTwo, "1000000 entries of 108 bytes");
  EXPECT_EQ(dump.snapshot().modules.size(), 1u);
}

TEST(ModuleListStream, keeps_only_a_few_of_very_many_problems) {
  Bytes list = Bytes().u32(5000);
  for (int i = 0; i < 5000; ++i) list.append(head(0x1000)).u32(0xfffffff0).append(plain_tail());
  const Dump dump = open_dump(HandMadeDump().x86().stream(4, list));
  EXPECT_EQ(dump.snapshot().modules.size(), 5000u);
  EXPECT_EQ(dump.problems().size(), 101u);
  // A name and, but for the first module, a base that is taken.
  EXPECT_EQ(describe(dump.problems().back()), "ModuleList: 9899 more problems");
}

TEST(ModuleListStream, is_written_as_the_format_says) {
  Snapshot s;
  Module& m = s.modules.emplace_back();
  m.BaseOfImage = 0x400000;
  m.SizeOfImage = 0x5000;
  m.CheckSum = 0x1234;
  m.TimeDateStamp = 0x45d35f6c;
  m.path = "a.dll";
  m.VersionInfo = {0xfeef04bd, 0x10000, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
  CodeViewPdb70 pdb{{}, 3, "a.pdb"};
  pdb.guid[0] = 0x88;
  m.codeview = pdb;
  m.misc_record = {1, 2, 3};
  const auto dump = minidump::to_bytes(s);
  const auto stream = stream_of(dump, 4);
  ASSERT_EQ(stream.size(), 112u);
  EXPECT_EQ(bytes_at(stream, 0, 24), Bytes().u32(1).append(head(0x400000)).build());
  EXPECT_EQ(bytes_at(dump, number_at(stream, 24, 4), 16), Bytes().string(u"a.dll").build());
  EXPECT_EQ(bytes_at(stream, 28, 52), version().build());
  ASSERT_EQ(number_at(stream, 80, 4), 30u);
  EXPECT_EQ(bytes_at(dump, number_at(stream, 84, 4), 30),
            Bytes().text("RSDS").u8(0x88).zeros(15).u32(3).text("a.pdb").u8(0).build());
  ASSERT_EQ(number_at(stream, 88, 4), 3u);
  EXPECT_EQ(bytes_at(dump, number_at(stream, 92, 4), 3), Bytes().u8(1).u8(2).u8(3).build());
  EXPECT_EQ(bytes_at(stream, 96, 16), Bytes().zeros(16).build());
}

}  // namespace
}  // namespace dumplab::test
