// SPDX-License-Identifier: MIT
#include "analyzer/hand_made_memory.h"
#include "support/script.h"

namespace dumplab::test {
namespace {

TEST(DisplayReferenced, shows_what_pointers_lead_to) {
  HandMadeMemory memory;
  memory.u32(0x3a2c18, 0x403040).u32(0x3a2c1c, 0x403100);
  for (std::uint32_t i = 0; const char c : std::string_view("config.txt")) {
    memory.u32(0x403040 + i, static_cast<unsigned char>(c));
    ++i;
  }
  memory.utf16(0x403100, u"lab");
  Script s = script_of(hand_made(memory.build()));
  EXPECT_EQ(s.run("dpa 003a2c18 L1"), "003a2c18  00403040 \"config.txt\"\n");
  EXPECT_EQ(s.run("dpu 003a2c1c L1"), "003a2c1c  00403100 \"lab\"\n");
  EXPECT_EQ(s.run("dpp 003a2c1c L1"), "003a2c1c  00403100 0061006c\n");
  EXPECT_EQ(s.run("dpa 3a2c20 L1"), "003a2c20  00000000 ????????\n");
}

// 0012fe84: 45, which leads nowhere (its use is the exception); 0012fe88: 0012ff70.
TEST(DisplayReferenced, of_a_real_dump) {
  CORPUS_SCRIPT(s, "public/minidump2.dmp");
  EXPECT_EQ(s.run("dpp 12fe84 L1"), "0012fe84  00000045 ????????\n");
  EXPECT_TRUE(has(s.run("dpp 12fe88 L1"), "0012fe88  0012ff70 0012ffc0\n"))
      << "EBP of frames 0, 1, 2: Breakpad";
}

}  // namespace
}  // namespace dumplab::test
