// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fstream>

#include "support/script.h"

namespace dumplab::test {
namespace {

/// MINIDUMP_HEADER: NumberOfStreams at 8, Flags at 24.
std::uint32_t word_of_file(const std::filesystem::path& path, std::streamoff offset) {
  std::ifstream file(path, std::ios::binary);
  unsigned char bytes[4] = {};
  file.seekg(offset);
  file.read(reinterpret_cast<char*>(bytes), 4);
  return bytes[0] | bytes[1] << 8 | bytes[2] << 16 | static_cast<std::uint32_t>(bytes[3]) << 24;
}

TEST(DumpDebug, shows_the_header) {
  const std::filesystem::path file = std::filesystem::path(DUMPLAB_GOLDEN_DUMPS) / "deadlock.dmp";
  const std::string text = golden("deadlock").run(".dumpdebug");
  EXPECT_TRUE(has(text, fmt::format("NumberOfStreams: {}\n", word_of_file(file, 8))));
  EXPECT_TRUE(has(text, fmt::format("Flags         {:x}\n", word_of_file(file, 24))));
}

TEST(DumpDebug, shows_streams_with_type_size_and_place) {
  Snapshot s = hand_made();
  EXPECT_TRUE(has_line(script_of(s).run(".dumpdebug"),
                       "Stream [0-9]+: type SystemInfoStream \\(7\\), size 00000038, RVA [0-9a-f]{8}"));
}

// Breakpad's minidump_dump prints the time of the header.
TEST(DumpDebug, of_a_real_dump) {
  CORPUS_SCRIPT(s, "public/minidump2.dmp");
  EXPECT_TRUE(has(s.run(".dumpdebug"), "TimeDateStamp Wed Feb 14 19:13:55 2007 (45D35F73)"));
}

TEST(DumpDebug, lists_what_is_damaged) {
  CORPUS_SCRIPT(s, "hostile/trunc_memory64.dmp");
  EXPECT_TRUE(has_line(s.run(".dumpdebug"), "  at 0x[0-9a-f]+: .+"));
}

}  // namespace
}  // namespace dumplab::test
