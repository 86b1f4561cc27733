// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "analyzer/diagnose/hand_made_case.h"

namespace dumplab::test {
namespace {

using diagnose::Confidence;

constexpr std::uint32_t kEip = HandMadeCase::kProgram + 0x1000;

constexpr std::uint32_t kLock = 0x500000;

/// `waiters` threads wait for a lock of thread 8.
HandMadeCase tree(std::uint32_t waiters) {
  HandMadeCase made;
  made.lock(kLock, 8, waiters);
  made.add_thread(8);
  for (std::uint32_t i = 0; i < waiters; ++i) {
    made.add_thread(12 + 4 * i);
    made.wait_for_lock(12 + 4 * i, kLock);
  }
  return made;
}

TEST(WaitChain, ends_at_the_thread_that_holds_all_up) {
  HandMadeCase made = tree(2);
  made.wait_for_object(8);
  const auto finding = made.match("wait-chain");
  ASSERT_TRUE(finding);
  EXPECT_TRUE(finding->is_cause);
  EXPECT_EQ(finding->confidence, Confidence::kLikely);
  EXPECT_EQ(finding->thread, 8u);
  EXPECT_EQ(finding->threads, (std::vector<std::uint32_t>{12, 16}));
}

TEST(WaitChain, of_one_thread_is_told_and_not_blamed) {
  HandMadeCase made = tree(1);
  made.wait_for_object(8);
  EXPECT_FALSE(made.match("wait-chain")->is_cause);
}

TEST(WaitChain, is_none_where_the_owner_runs) {
  HandMadeCase made = tree(2);
  made.add_frame(8, "Orders.exe", "Work", kEip);
  EXPECT_FALSE(made.match("wait-chain"));
}

TEST(WaitChain, ends_at_an_owner_that_is_suspended_or_gone) {
  HandMadeCase made = tree(1);
  made.add_frame(8, "Orders.exe", "Work", kEip);
  made.snapshot.threads[0].SuspendCount = 1;
  EXPECT_EQ(made.match("wait-chain")->confidence, Confidence::kLikely);
  made.snapshot.threads.erase(made.snapshot.threads.begin());
  EXPECT_EQ(made.match("wait-chain")->confidence, Confidence::kCertain);
}

}  // namespace
}  // namespace dumplab::test
