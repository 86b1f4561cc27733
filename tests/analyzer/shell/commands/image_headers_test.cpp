// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "support/script.h"

namespace dumplab::test {
namespace {

TEST(ImageHeaders, are_those_in_memory) {
  const auto& c = captured("null-pointer");
  const std::uint64_t base = c.truth.modules[0].base;
  const auto word = [&](std::uint64_t at) { return *c.snapshot.memory->read_u32({at}); };
  const std::uint64_t pe = base + word(base + 0x3c);  // e_lfanew
  const std::string text = full("null-pointer").run(fmt::format("!dh -f {:x}", base));
  EXPECT_TRUE(has(text, "File Type: EXECUTABLE IMAGE\nFILE HEADER VALUES\n     14C machine (i386)\n"));
  EXPECT_TRUE(has(text, fmt::format("{:>8X} number of sections\n", word(pe + 6) & 0xffff)));
  EXPECT_TRUE(has(text, fmt::format("{:>8X} address of entry point\n", word(pe + 0x28))));
  EXPECT_TRUE(has(text, fmt::format("{:>8X} [{:>8X}] address [size] of Import Directory\n", word(pe + 0x80),
                                    word(pe + 0x84))));
}

TEST(ImageHeaders, of_a_real_process_are_what_it_said_itself) {
  CORPUS_SCRIPT(s, "wine/dumps/nullwrite-proc-full-fp.dmp");
  const Json module = wine_truth("nullwrite-proc-full-fp")["modules"][0];
  const std::string text = s.run("!dh crash_fp");
  EXPECT_TRUE(has(text, fmt::format("{:>8X} address of entry point\n",
                                    number(module["entry"]) - number(module["base"]))));
  EXPECT_TRUE(has(text, fmt::format("{:>8X} size of image\n", number(module["size"]))));
  EXPECT_TRUE(has(text, fmt::format("{:>8X} checksum\n", number(module["checksum"]))));
  EXPECT_TRUE(has(text, "SECTION HEADER #1\n   .text name\n"));
}

TEST(ImageHeaders, say_what_is_no_image) {
  CORPUS_SCRIPT(s, "public/minidump2.dmp");
  EXPECT_EQ(s.run("!dh 12fe84"), "0012fe84 is no image: it does not begin with MZ\n");
  EXPECT_EQ(s.run("!dh test_app"), "Unable to read an image: 00400000 is not in the dump\n");
}

}  // namespace
}  // namespace dumplab::test
