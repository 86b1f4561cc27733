// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <map>

#include "support/script.h"

namespace dumplab::test {
namespace {

TEST(AddressMap, is_the_machines) {
  const auto& truth = captured("null-pointer").truth;
  const Json rows = full("null-pointer").facts("!address");
  std::map<std::uint64_t, std::uint64_t> seen;
  for (const Json& row : rows)
    if (row.contains("base")) seen[number(row["base"])] = number(row["size"]);
  std::uint64_t next = 0;
  for (const auto& [base, size] : seen) {
    EXPECT_EQ(base, next) << "no gap, no overlap";
    next = base + size;
  }
  EXPECT_EQ(next, 1ull << 32);
  for (const auto& region : truth.regions)
    if (region.state == 0x1000) {
      EXPECT_TRUE(seen.contains(region.base)) << fmt::format("{:x}", region.base);
    }
}

// Rows of WINDBG's published layout.
TEST(AddressMap, has_the_columns_of_WinDbg) {
  Snapshot s = hand_made();
  s.regions.push_back({0x3a0000, 0x3a0000, 4, 0x10000, 0x1000, 4, 0x20000});
  s.regions.push_back({0x3b0000, 0x3a0000, 4, 0x1000, 0x1000, 0x104, 0x20000});
  const Lines lines = script_of(s).lines("!address -f:MEM_COMMIT");
  ASSERT_GE(lines.size(), 4u);
  EXPECT_EQ(lines[0],
            "  BaseAddr EndAddr+1 RgnSize     Type       State                 Protect             Usage");
  EXPECT_EQ(lines[1].find_first_not_of('-'), std::string::npos);
  const std::string before_usage =
      "+   3a0000   3b0000    10000 MEM_PRIVATE MEM_COMMIT  PAGE_READWRITE                     ";
  EXPECT_EQ(lines[2].substr(0, before_usage.size()), before_usage);
  EXPECT_NE(lines[2][before_usage.size()], ' ');
  EXPECT_EQ(lines[3].substr(0, 80),
            "    3b0000   3b1000     1000 MEM_PRIVATE MEM_COMMIT  PAGE_READWRITE | PAGE_GUARD");
}

TEST(AddressMap, filters_and_runs_commands) {
  Script s = full("null-pointer");
  const std::size_t threads = captured("null-pointer").truth.threads.size();
  EXPECT_EQ(s.lines("!address -f:TEB -o:1").size(), threads);
  EXPECT_EQ(s.lines("!address -f:TEB -c:\".echo %1 %7\"").size(), threads);
  EXPECT_TRUE(has_line(s.run("!address -f:TEB -o:csv"),
                       "\"7ff[0-9a-f]+\",\"7ff[0-9a-f]+\",\"1000\",\"MEM_PRIVATE\",\"MEM_COMMIT\",\"PAGE_"
                       "READWRITE\",\"TEB\",.*"));
  EXPECT_TRUE(has(s.run("!address -o:xml"), "-o: takes csv, tsv or 1"));
}

TEST(AddressMap, has_one_region_for_an_address) {
  Script s = full("null-pointer");
  const auto& thread = captured("null-pointer").truth.threads[0];
  const std::string text = s.run(fmt::format("!address {:x}", thread.context.Esp));
  EXPECT_TRUE(has_line(text, " *Usage: +Stack.*"));
  EXPECT_TRUE(has_line(text, " *State: +00001000 +MEM_COMMIT"));
  EXPECT_TRUE(has_line(s.run("!address -summary"), " *Stack +[0-9]+ .*"));
}

TEST(AddressMap, of_a_real_dump_knows_its_stack) {
  CORPUS_SCRIPT(s, "public/minidump2.dmp");
  EXPECT_TRUE(has_line(s.run("!address 12fe84"), " *Usage: +Stack.*"));
}

}  // namespace
}  // namespace dumplab::test
