// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <algorithm>

#include "support/script.h"

namespace dumplab::test {
namespace {

// One desk of this scenario has ended with its account's lock.
TEST(Locks, of_a_deadlock_are_owned_by_its_threads) {
  const auto& truth = captured("deadlock").truth;
  std::size_t locked = 0, without_owner = 0;
  for (const Json& row : full("deadlock").facts("!locks")) {
    if (!row.contains("owning_thread")) continue;
    ++locked;
    EXPECT_TRUE(row["is_locked"]);
    without_owner += std::ranges::none_of(truth.threads,
                                          [&](const auto& t) { return t.thread_id == row["owning_thread"]; });
  }
  EXPECT_GE(locked, 3u);
  EXPECT_EQ(without_owner, 1u);
}

TEST(Locks, are_not_seen_in_lists_of_modules) {
  EXPECT_FALSE(has(golden("deadlock").run("!locks"), "*** Locked")) << "a mini dump has no heap and no data";
}

// The program printed the addresses of its two sections, and which threads took them.
TEST(Locks, of_a_real_process) {
  CORPUS_SCRIPT(s, "wine/dumps/deadlock-proc-full-fp.dmp");
  const Json truth = wine_truth("deadlock-proc-full-fp");
  const std::string text = s.run("!locks");
  for (const Json& section : truth["critical_sections"]) {
    const std::uint64_t at = number(section);
    EXPECT_TRUE(has(text, fmt::format("\nCritSec crash_fp+{:x} at {:08x}\nWaiterWoken        No\nLockCount   "
                                      "       1\nRecursionCount     1\nOwningThread       ",
                                      at - 0x400000, at)));
  }
  EXPECT_TRUE(has_line(text, "Scanned [0-9]+ critical sections"));
}

TEST(Locks, are_not_in_every_dump) {
  CORPUS_SCRIPT(s, "public/minidump2.dmp");
  EXPECT_TRUE(has(s.run("!locks"), "No critical sections are in the dump"));
}

}  // namespace
}  // namespace dumplab::test
