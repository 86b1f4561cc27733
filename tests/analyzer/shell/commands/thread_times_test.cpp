// SPDX-License-Identifier: MIT
#include "support/script.h"

namespace dumplab::test {
namespace {

TEST(ThreadTimes, are_sorted_and_have_the_layout_of_WinDbg) {
  Snapshot s = hand_made();
  for (const std::uint32_t id : {0x1a8u, 0x1b0u}) {
    Thread& t = s.threads.emplace_back();
    t.ThreadId = id;
    t.context = ContextX86{};
    t.info = ThreadInfo{};
    t.info->UserTime = id == 0x1b0 ? 930'000 : 150'000;  // 100 ns
  }
  EXPECT_EQ(script_of(s).lines("!runaway 1"),
            (Lines{" User Mode Time", "  Thread       Time", "  1:1b0        0 days 0:00:00.093",
                   "  0:1a8        0 days 0:00:00.015"}));
}

TEST(ThreadTimes, are_those_of_the_machine) {
  const auto& truth = captured("spiking-thread").truth;
  const Json seen = full("spiking-thread").facts("!runaway");
  ASSERT_EQ(seen.size(), truth.threads.size() + 2);
  for (std::size_t i = 2; i < seen.size(); ++i) {
    const auto& thread = truth.threads.at(seen[i]["thread"].get<std::size_t>());
    EXPECT_EQ(seen[i]["thread_id"], thread.thread_id);
    EXPECT_EQ(seen[i]["time"], thread.user_time);
    if (i > 2) {
      EXPECT_GE(seen[i - 1]["time"], seen[i]["time"]);
    }
  }
}

TEST(ThreadTimes, are_not_in_every_dump) {
  CORPUS_SCRIPT(s, "public/minidump2.dmp");
  EXPECT_EQ(s.run("!runaway"), "The dump has no thread times (no ThreadInfoList)\n");
}

}  // namespace
}  // namespace dumplab::test
