// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "analyzer/diagnose/hand_made_case.h"

namespace dumplab::test {
namespace {

using diagnose::Confidence;

constexpr std::uint32_t kEip = HandMadeCase::kProgram + 0x1000;

TEST(DamagedDump, lists_what_cannot_be_read) {
  HandMadeCase made;
  made.add_thread(8);
  DumpProblem problem;
  problem.part = "ThreadList";
  problem.what = "3 entries of 48 bytes, 96 left";
  problem.where = 0x204;
  problem.damage = Damage::kStream;
  made.problems.push_back(problem);
  const auto finding = made.match("damaged-dump");
  ASSERT_TRUE(finding);
  EXPECT_FALSE(finding->is_cause);
  EXPECT_TRUE(says(*finding, "ThreadList: 3 entries of 48 bytes, 96 left (file offset 0x204)"));
}

TEST(DamagedDump, is_none_where_the_file_only_contradicts_itself) {
  HandMadeCase made;
  made.add_thread(8);
  made.problems.push_back({});
  EXPECT_FALSE(made.match("damaged-dump"));
}

TEST(DamagedDump, misses_the_thread_of_the_exception) {
  HandMadeCase made;
  made.add_thread(8);
  made.raise(0xc0000005, 12, HandMadeCase::registers(kEip, 0x10f000), {0, 0});
  EXPECT_TRUE(says(*made.match("damaged-dump"), "the exception's thread is not in the dump"));
}

}  // namespace
}  // namespace dumplab::test
