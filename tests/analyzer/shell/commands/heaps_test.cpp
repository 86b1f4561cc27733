// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "support/script.h"

namespace dumplab::test {
namespace {

std::uint64_t process_heap() {  // PEB.ProcessHeap: 18h
  const auto& c = captured("null-pointer");
  const std::uint64_t peb = *c.snapshot.memory->read_u32({c.snapshot.threads[0].Teb + 0x30});
  return *c.snapshot.memory->read_u32({peb + 0x18});
}

TEST(Heaps, are_listed) {
  EXPECT_EQ(full("null-pointer").lines("!heap")[0], "Index   Address");
  EXPECT_EQ(full("null-pointer").lines("!heap")[1], fmt::format("    1:  {:08x}", process_heap()));
}

TEST(Heaps, are_summed_up) {
  const Lines lines = full("null-pointer").lines("!heap -s");
  EXPECT_EQ(lines[0], "  Heap     Flags   Reserv  Commit  Virt   Free  List   UCR  Virt  Lock  Fast");
  EXPECT_EQ(lines[1], "                    (k)     (k)    (k)     (k) length      blocks cont. heap");
  EXPECT_TRUE(has_line(lines[3], fmt::format("{:08x} [0-9a-f]{{8}} +[0-9]+ +[0-9]+ .*", process_heap())));
}

TEST(Heaps, have_entries_that_follow_each_other) {
  Script s = full("null-pointer");
  EXPECT_TRUE(has_line(
      s.run("!heap -a 1"),
      "        [0-9a-f]{8}: [0-9a-f]{5} \\. [0-9a-f]{5} \\[[0-9a-f]{2}\\] - busy \\([0-9a-f]+\\).*"));
  std::uint64_t next = 0;
  std::size_t entries = 0;
  for (const Json& row : s.facts("!heap -a 1")) {
    if (!row.contains("entry")) continue;
    if (next) {
      EXPECT_EQ(number(row["entry"]), next);
    }
    next = number(row["entry"]) + number(row["size"]);
    ++entries;
  }
  EXPECT_GT(entries, 3u);
}

TEST(Heaps, say_which_entry_holds_an_address) {
  Script s = full("null-pointer");
  const Json rows = s.facts("!heap -a 1");
  std::size_t busy = 0;
  for (const Json& row : rows) {
    if (!row.contains("user") || !has(row["state"].get<std::string>(), "busy")) continue;
    ++busy;
    const std::string at = row["user"].get<std::string>();
    const Json found = s.facts("!heap -x " + at).back();
    EXPECT_EQ(found["entry"], row["entry"]);
    EXPECT_EQ(found["user_size"], row["user_size"]);
    EXPECT_TRUE(has(s.run("!heap -p -a " + at), "    _HEAP @ "));
  }
  EXPECT_GT(busy, 3u);
}

TEST(Heaps, that_were_damaged_are_told) { EXPECT_TRUE(has(full("heap-corruption").run("!heap -s"), "*** ")); }

TEST(Heaps, of_other_systems_are_not_read) {
  CORPUS_SCRIPT(s, "wine/dumps/nullwrite-proc-full-fp.dmp");
  EXPECT_TRUE(has(s.run("!heap -s"), "no heap of Windows XP's layout"));
  EXPECT_EQ(s.run("!heap -x 1"), "00000001 is in no entry of a heap that is known\n");
}

TEST(Heaps, are_not_in_every_dump) {
  CORPUS_SCRIPT(s, "public/minidump2.dmp");
  EXPECT_EQ(s.run("!heap"), "The dump has no PEB, so its heaps are not known\n");
}

}  // namespace
}  // namespace dumplab::test
