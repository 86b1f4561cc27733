// SPDX-License-Identifier: MIT
#include "diagnose/verdict.h"

#include <gtest/gtest.h>

#include "analyzer/diagnose/hand_made_case.h"

namespace dumplab::diagnose {
namespace {

using test::HandMadeCase;

std::vector<std::string> words(HandMadeCase& made) {
  std::vector<std::string> list;
  for (const Finding& finding : find_all(made.facts())) list.push_back(finding.pattern);
  return list;
}

HandMadeCase crash() {
  HandMadeCase made;
  made.add_thread(8);
  made.add_frame(8, "Orders.exe", "Total", 0x401000);
  made.raise(0xc0000005, 8, HandMadeCase::registers(0x401000, 0x10f000), {0, 0});
  return made;
}

TEST(Verdict, leaves_fallbacks_out_where_there_is_a_cause) {
  HandMadeCase made = crash();
  EXPECT_EQ(words(made), std::vector<std::string>{"null-data-pointer"});
  made.snapshot.exception->ExceptionCode = 0xc0000008;
  EXPECT_EQ(words(made), std::vector<std::string>{"unhandled-exception"});
}

TEST(Verdict, puts_a_crash_before_a_deadlock_and_the_files_damage_last) {
  HandMadeCase made = crash();
  for (const std::uint32_t id : {12, 16}) made.add_thread(id);
  made.lock(0x500000, 12, 1);
  made.lock(0x500100, 16, 1);
  made.wait_for_lock(16, 0x500000);
  made.wait_for_lock(12, 0x500100);
  made.problems.emplace_back();
  made.problems.back().damage = Damage::kStream;
  EXPECT_EQ(words(made), (std::vector<std::string>{"null-data-pointer", "deadlock", "damaged-dump"}));
}

TEST(Verdict, is_one_line) {
  HandMadeCase made = crash();
  EXPECT_EQ(verdict_text(find_all(made.facts())),
            "null-data-pointer (certain): read from 0x0 in Orders+0x1000");
  EXPECT_EQ(verdict_text({}), "unknown");
}

TEST(Verdict, says_nothing_of_other_systems_exceptions) {
  HandMadeCase made = crash();
  made.snapshot.system.PlatformId = 0x8201;
  EXPECT_TRUE(words(made).empty());
}

}  // namespace
}  // namespace dumplab::diagnose
