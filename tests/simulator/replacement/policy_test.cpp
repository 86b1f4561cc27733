// SPDX-License-Identifier: MIT
#include "replacement/policy.h"

#include <gtest/gtest.h>

#include "replacement/simulate.h"

namespace dumplab::replacement {
namespace {

std::uint64_t faults(std::string_view policy, std::uint32_t frames, const ReferenceString& references) {
  return count_faults(find_policy(policy).value(), references, frames);
}

// Belady, Nelson and Shedler, "An anomaly in space-time characteristics of certain programs running in a
// paging machine", CACM 12(6), 1969.
const ReferenceString kAnomaly = {1, 2, 3, 4, 1, 2, 5, 1, 2, 3, 4, 5};
// Silberschatz, Galvin, Gagne, "Operating System Concepts", the example of its page replacement section.
const ReferenceString kSilberschatz = {7, 0, 1, 2, 0, 3, 0, 4, 2, 3, 0, 3, 2, 1, 2, 0, 1, 7, 0, 1};
// Stallings, "Operating Systems: Internals and Design Principles", figure "Behavior of four page replacement
// algorithms": three frames; it does not count the three first loads.
const ReferenceString kStallings = {2, 3, 2, 1, 5, 2, 4, 5, 3, 2, 5, 2};
constexpr std::uint64_t kFirstLoads = 3;

TEST(Fifo, has_more_faults_with_four_frames_than_with_three) {
  EXPECT_EQ(faults("fifo", 3, kAnomaly), 9u);
  EXPECT_EQ(faults("fifo", 4, kAnomaly), 10u);
}

TEST(Lru, has_no_anomaly) {
  EXPECT_EQ(faults("lru", 3, kAnomaly), 10u);
  EXPECT_EQ(faults("lru", 4, kAnomaly), 8u);
}

TEST(Opt, is_best_on_the_anomaly_string) {
  EXPECT_EQ(faults("opt", 3, kAnomaly), 7u);
  EXPECT_EQ(faults("opt", 4, kAnomaly), 6u);
}

TEST(Policies, count_as_silberschatz_does) {
  EXPECT_EQ(faults("fifo", 3, kSilberschatz), 15u);
  EXPECT_EQ(faults("opt", 3, kSilberschatz), 9u);
  EXPECT_EQ(faults("lru", 3, kSilberschatz), 12u);
}

TEST(Policies, count_as_stallings_does) {
  EXPECT_EQ(faults("opt", 3, kStallings), kFirstLoads + 3);
  EXPECT_EQ(faults("lru", 3, kStallings), kFirstLoads + 4);
  EXPECT_EQ(faults("fifo", 3, kStallings), kFirstLoads + 6);
  EXPECT_EQ(faults("clock", 3, kStallings), kFirstLoads + 5);
}

TEST(Mru, keeps_most_of_a_cyclic_scan) {
  ReferenceString scan;
  for (int round = 0; round < 4; ++round)
    for (Page page = 0; page < 5; ++page) scan.push_back(page);
  EXPECT_EQ(faults("lru", 4, scan), 20u) << "each page goes just before it is used";
  EXPECT_EQ(faults("mru", 4, scan), faults("opt", 4, scan)) << "the optimum of a loop";
}

TEST(Policies, fault_once_per_page_when_all_pages_fit) {
  for (const PolicyKind& kind : policy_kinds()) EXPECT_EQ(count_faults(kind, kAnomaly, 5), 5u) << kind.word;
}

TEST(Policies, take_only_what_they_may) {
  const ReferenceString future = {10, 11, 12};
  for (const PolicyKind& kind : policy_kinds()) {
    const auto policy = make_policy(kind, {4, [](Frame) { return true; }, &future});
    for (const Frame frame : {0u, 1u, 2u}) {
      policy->loaded(frame, 10 + frame);
      policy->touched(frame);
    }
    EXPECT_FALSE(policy->choose([](Frame) { return false; })) << kind.word;
    if (kind.needs == Needs::kAccessedBits) continue;  // every A bit here is set again at once
    EXPECT_EQ(policy->choose([](Frame frame) { return frame == 1; }), 1u) << kind.word;
    policy->released(1);
    EXPECT_FALSE(policy->choose([](Frame frame) { return frame == 1; })) << kind.word;
  }
}

TEST(Clock, clears_accessed_bits_on_its_way) {
  std::vector<bool> accessed = {true, false, true};
  const auto test_and_clear = [&](Frame frame) {
    const bool was = accessed[frame];
    accessed[frame] = false;
    return was;
  };
  const auto policy = make_policy(*find_policy("clock"), {3, test_and_clear, nullptr});
  for (const Frame frame : {0u, 1u, 2u}) policy->loaded(frame, frame);
  EXPECT_EQ(policy->choose([](Frame) { return true; }), 1u);
  EXPECT_FALSE(accessed[0]);
  EXPECT_TRUE(accessed[2]) << "the hand has not come there";
}

TEST(Opt, follows_the_string_when_an_instruction_touches_its_pages_again) {
  // The fault on page 3 restarts an instruction that had touched 1 and 2.
  const ReferenceString future = {1, 2, 3, 4, 2, 4, 1};
  const auto policy = make_policy(*find_policy("opt"), {4, {}, &future});
  policy->loaded(0, 1);
  policy->loaded(1, 2);
  for (const Frame frame : {0u, 1u, 0u, 1u}) policy->touched(frame);
  policy->loaded(2, 3);
  policy->touched(2);
  EXPECT_EQ(policy->choose([](Frame) { return true; }), 2u) << "3 is never used again";
  EXPECT_EQ(policy->choose([](Frame frame) { return frame != 2; }), 0u) << "1 is used after 2";
}

TEST(Policies, are_found_by_their_word) {
  EXPECT_EQ(find_policy("opt")->needs, Needs::kFuture);
  EXPECT_FALSE(find_policy("random"));
}

}  // namespace
}  // namespace dumplab::replacement
