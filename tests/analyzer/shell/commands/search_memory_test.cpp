// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "analyzer/hand_made_memory.h"
#include "support/script.h"

namespace dumplab::test {
namespace {

Script sample() {
  HandMadeMemory memory;
  memory.utf16(0x3a3010, u"password").u32(0x3a3f00, 0x12345678).u32(0x3a3f04, 0x64636261).u32(0x3a3f08, 0x65);
  return script_of(hand_made(memory.build()));
}

TEST(SearchMemory, has_the_layout_of_WinDbg) {
  EXPECT_EQ(sample().run("s -u 0 L?80000000 \"pass\""),
            "003a3010  0070 0061 0073 0073 0077 006f 0072 0064  p.a.s.s.w.o.r.d.\n");
}

TEST(SearchMemory, finds_numbers_bytes_and_texts) {
  Script s = sample();
  EXPECT_EQ(s.run("s -d 0 L?80000000 12345678").substr(0, 27), "003a3f00  12345678 64636261");
  EXPECT_EQ(s.run("s 3a3000 L1000 78 56 34").substr(0, 18), "003a3f00  78 56 34");
  EXPECT_EQ(s.run("s -a 3a3000 3a3fff \"bcd\"").substr(0, 18), "003a3f05  62 63 64");
  EXPECT_TRUE(has(s.run("s -[l4]sa 3a3f04 Lc"), "003a3f04  \"abcde\"\n"));
  EXPECT_EQ(s.run("s -su 3a3000 L800"), "003a3010  \"password\"\n");
  EXPECT_EQ(s.run("s -d 3a3001 L4 12345678"), "") << "not there";
}

TEST(SearchMemory, refuses_what_it_does_not_understand) {
  Script s = sample();
  EXPECT_TRUE(has(s.run("s -z 0 L10 1"), "s takes -b"));
  EXPECT_TRUE(has(s.run("s -d 0 ffffffff 1"), "256 MB"));
  EXPECT_TRUE(has(s.run("s -b 10 5 1"), "ends before it begins"));
  EXPECT_TRUE(has(s.run("s -b 0 L10"), "something to look for"));
}

TEST(SearchMemory, finds_what_a_real_process_wrote) {
  CORPUS_SCRIPT(s, "wine/dumps/nullwrite-proc-full-fp.dmp");
  const Json mark = wine_truth("nullwrite-proc-full-fp")["memory_marks"]["marks"][1];
  ASSERT_EQ(mark["name"], "heap");
  auto word = static_cast<std::uint32_t>(number(mark["seed"]));
  word ^= word << 13;
  word ^= word >> 17;
  word ^= word << 5;
  const std::string found = s.run(fmt::format("s -d 0 L?80000000 {:x}", word));
  EXPECT_TRUE(has(found, fmt::format("{:08x}  {:08x} ", number(mark["addr"]), word)));
}

}  // namespace
}  // namespace dumplab::test
