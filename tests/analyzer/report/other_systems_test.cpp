// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "report/analysis.h"
#include "support/hand_made_dump.h"

namespace dumplab::report {
namespace {

using Json = nlohmann::json;
using test::Bytes;
using test::HandMadeDump;

constexpr std::uint32_t kWindows = 2, kMacOs = 0x8101, kLinux = 0x8201, kAndroid = 0x8203;

Bytes system_info(unsigned processor, std::uint32_t platform) {
  Bytes b;
  b.u16(processor).u16(8).u16(0).u8(4).u8(0).u32(5).u32(10).u32(43).u32(platform).rva("csd").u16(0).u16(0);
  return b.zeros(24);
}

/// One thread with 40h bytes of stack, an ELF module, an exception, Breakpad's LinuxMaps and a stream of
/// nobody.
HandMadeDump dump_of(unsigned processor, std::uint32_t platform, const Bytes& context, std::uint64_t stack,
                     std::uint64_t base, const Bytes& words) {
  HandMadeDump dump;
  dump.stream(7, system_info(processor, platform));
  Bytes threads;
  threads.u32(1).u32(0x77).zeros(12).u64(0x5000).u64(stack).u32(words.size()).rva("stack");
  dump.stream(3, threads.u32(context.size()).rva("context"));
  Bytes modules;
  modules.u32(1).u64(base).u32(0x2000).u32(0).u32(0).rva("name").zeros(52).u32(24).rva("build id");
  dump.stream(4, modules.zeros(8 + 16));
  dump.stream(5, Bytes().u32(1).u64(stack).u32(words.size()).rva("stack"));
  Bytes exception;
  exception.u32(0x77).u32(0).u32(11 /* SIGSEGV */).u32(0).u64(0).u64(base + 0x10).zeros(8 + 15 * 8);
  dump.stream(6, exception.u32(context.size()).rva("context"));
  dump.stream(0x47670009, Bytes().text("00010000-00012000 r-xp"));
  dump.stream(0x12340001, Bytes().zeros(12));
  dump.part(Bytes().label("csd").string(u"Linux 5.10.43"));
  dump.part(Bytes().label("name").string(u"/system/lib/libapp.so"));
  Bytes id;
  id.label("build id").text("LEpB");
  for (unsigned i = 1; i <= 20; ++i) id.u8(i);
  return dump.part(id)
      .part(Bytes().label("stack").append(words))
      .part(Bytes().label("context").append(context));
}

struct Shown {
  Json json;
  std::string text;
};

Shown shown(const HandMadeDump& hand_made) {
  const auto dump = Dump::from_bytes(hand_made.build());
  EXPECT_TRUE(dump) << dump.error().what;
  const auto problems = dump->problems();
  const auto streams = dump->streams();
  const Analysis analysis(dump->snapshot(), {problems.begin(), problems.end()}, {},
                          {streams.begin(), streams.end()});
  return {Json::parse(to_json(analysis)), document::render_text(to_document(analysis))};
}

struct Case {
  unsigned processor;  // as Windows and Breakpad number them
  std::uint32_t platform;
  std::size_t context_size;
  const char *processor_name, *platform_name;
};

class OtherSystems : public testing::TestWithParam<Case> {};

TEST_P(OtherSystems, are_listed_and_their_stacks_come_later) {
  const Case& c = GetParam();
  const Bytes context = Bytes().fill(c.context_size, 0x11);
  const Shown s = shown(dump_of(c.processor, c.platform, context, 0x20000, 0x10000, Bytes().zeros(0x40)));
  EXPECT_EQ(s.json["system"]["processor"], c.processor_name);
  EXPECT_EQ(s.json["system"]["platform"], c.platform_name);
  EXPECT_EQ(s.json["system"]["service_pack"], "Linux 5.10.43");
  EXPECT_TRUE(s.json["problems"].empty()) << s.json["problems"];
  ASSERT_EQ(s.json["threads"].size(), 1u);
  const Json& thread = s.json["threads"][0];
  EXPECT_EQ(thread["thread_id"], 0x77);
  EXPECT_EQ(thread["stack_base"], "0x20000");
  EXPECT_EQ(thread["stack_size"], "0x40");
  EXPECT_TRUE(thread["frames"].empty());
  EXPECT_EQ(thread["stop"], std::string("stacks of ") + c.processor_name + " come later");
  EXPECT_EQ(s.json["exception"]["address"], "0x10010");
  EXPECT_EQ(s.json["modules"][0]["name"], "libapp.so");
  ASSERT_EQ(s.json["streams"].size(), 7u);
  EXPECT_EQ(s.json["streams"][5]["name"], "LinuxMaps");
  EXPECT_EQ(s.json["streams"][6]["type"], "0x12340001");
  EXPECT_TRUE(s.json["streams"][6]["name"].is_null());
  EXPECT_NE(s.text.find(std::string("those of ") + c.processor_name + " come later"), std::string::npos)
      << s.text;
  EXPECT_NE(s.text.find("LinuxMaps"), std::string::npos);
  EXPECT_NE(s.text.find("0x12340001"), std::string::npos);
  EXPECT_NE(s.text.find(std::string(c.platform_name) + " 5.10.43"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    Writers, OtherSystems,
    testing::Values(Case{1, kLinux, 600, "MIPS", "Linux"}, Case{3, kMacOs, 1100, "PowerPC", "macOS"},
                    Case{5, kAndroid, 368, "ARM", "Android"}, Case{12, kWindows, 912, "ARM64", "Windows"},
                    Case{12, kAndroid, 912, "ARM64", "Android"},
                    Case{0x8001, 0x8202, 560, "SPARC", "Solaris"},
                    Case{0x8002, kMacOs, 1184, "PowerPC64", "macOS"},
                    Case{0x8003, kLinux, 796, "ARM64", "Linux"}, Case{0x8004, kLinux, 600, "MIPS64", "Linux"},
                    Case{0x8006, kLinux, 580, "RISC-V64", "Linux"},
                    Case{0x7777, 0x9999, 40, "processor 30583", "system 0x9999"}),
    [](const auto& c) { return fmt::format("{:x}_{:x}", c.param.processor, c.param.platform); });

TEST(OtherSystemsReport, a_build_id_is_a_debug_id) {
  const Shown s = shown(dump_of(12, kLinux, Bytes().zeros(912), 0x20000, 0x10000, Bytes().zeros(0x40)));
  // As Breakpad's dump_syms writes MODULE lines: the first 16 bytes as a GUID, then age 0.
  EXPECT_EQ(s.json["modules"][0]["debug_id"], "0403020106050807090A0B0C0D0E0F100");
}

TEST(OtherSystemsReport, addresses_of_64_bits_are_shown_whole) {
  const std::uint64_t stack = 0x7ffc12340000, base = 0x7f1122330000;
  const Shown s = shown(dump_of(12, kLinux, Bytes().zeros(912), stack, base, Bytes().zeros(0x40)));
  EXPECT_NE(s.text.find("00007f11`22330000"), std::string::npos);
  bool has_stack = false;
  for (const Json& region : s.json["regions"]) has_stack |= region["base"] == "0x7ffc12340000";
  EXPECT_TRUE(has_stack);
}

TEST(OtherSystemsReport, an_ebp_chain_of_linux_is_walked) {
  Bytes words;
  words.zeros(0x10).u32(0x20030).u32(0x10200).zeros(0x18).u32(0).u32(0).zeros(8);
  const Shown s =
      shown(dump_of(0, kLinux, test::x86_context(0x20010, 0x10100, 0x20000), 0x20000, 0x10000, words));
  const Json& frames = s.json["threads"][0]["frames"];
  ASSERT_EQ(frames.size(), 2u) << s.text;
  EXPECT_EQ(frames[0]["eip"], "0x10100");
  EXPECT_EQ(frames[1]["eip"], "0x10200");
  EXPECT_EQ(frames[1]["module"], "libapp.so");
  EXPECT_EQ(frames[1]["trust"], "frame_pointer");
}

TEST(OtherSystemsReport, amd64_of_linux_says_what_is_missing) {
  Bytes context;
  context.zeros(0x30).u32(0x10001f).zeros(0x98 - 0x34).u64(0x20000 /* rsp */).zeros(0xf8 - 0xa0).u64(0x10100);
  context.zeros(1232 - context.size());
  const Shown s = shown(dump_of(9, kLinux, context, 0x20000, 0x10000, Bytes().zeros(0x40)));
  const Json& thread = s.json["threads"][0];
  ASSERT_EQ(thread["frames"].size(), 1u);
  EXPECT_EQ(thread["frames"][0]["rip"], "0x10100");
  EXPECT_EQ(thread["stop"], "no unwind data for libapp.so: that of Linux comes later");
}

}  // namespace
}  // namespace dumplab::report
