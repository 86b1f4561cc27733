// SPDX-License-Identifier: MIT
#include "capture.h"
#include "dumplab/dump.h"
#include "minidump/writer.h"
#include "snapshot/profile.h"

namespace dumplab {
namespace {

class RoundTrip : public testing::TestWithParam<const char*> {};

TEST_P(RoundTrip, keeps_everything_in_full_and_what_mini_promises) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const Snapshot s = test::capture_scenario(GetParam(), seed).snapshot;
    const auto full = Dump::from_bytes(minidump::to_bytes(s));
    ASSERT_TRUE(full) << full.error().what;
    EXPECT_TRUE(full->problems().empty());
    EXPECT_TRUE(full->snapshot() == s) << "seed " << seed;

    const Snapshot reduced = snapshot::reduce(s, snapshot::Profile::kMini);
    const auto mini = Dump::from_bytes(minidump::to_bytes(reduced));
    ASSERT_TRUE(mini) << mini.error().what;
    EXPECT_TRUE(mini->snapshot() == reduced) << "seed " << seed;
    EXPECT_FALSE(reduced == s);
  }
}

INSTANTIATE_TEST_SUITE_P(Scenarios, RoundTrip, testing::ValuesIn(test::kScenarios));
INSTANTIATE_TEST_SUITE_P(MoreScenarios, RoundTrip, testing::ValuesIn(test::kMoreScenarios));

}  // namespace
}  // namespace dumplab
