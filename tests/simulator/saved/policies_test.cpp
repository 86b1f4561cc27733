// SPDX-License-Identifier: MIT
#include "saved/policies.h"

#include "simulator/saved/through_archive.h"

namespace dumplab::saved {
namespace {

using replacement::Frame;

class EveryPolicy : public testing::TestWithParam<replacement::PolicyKind> {
 protected:
  std::unique_ptr<replacement::Policy> make() {
    return replacement::make_policy(GetParam(), {8, [](Frame) { return false; }, &future_});
  }
  std::vector<std::byte> saved(replacement::Policy& policy) {
    OutputBuffer buffer;
    Saver archive(buffer);
    visit_policy(archive, policy, GetParam().word);
    return buffer.take();
  }
  const replacement::ReferenceString future_ = {1, 2, 3, 4, 2, 1, 3, 4};
};

TEST_P(EveryPolicy, chooses_the_same_after_it_was_restored) {
  const auto policy = make(), restored = make();
  for (const Frame frame : {3, 1, 4, 2}) {
    policy->loaded(frame, frame);
    policy->touched(frame);
  }
  policy->touched(3);
  policy->released(4);
  const auto bytes = saved(*policy);
  InputBuffer buffer{ByteView(bytes)};
  Loader archive(buffer);
  EXPECT_EQ(visit_policy(archive, *restored, GetParam().word).size(), 3u);
  EXPECT_EQ(saved(*restored), bytes);
  for (int left = 3; left > 0; --left) {
    const auto frame = policy->choose([](Frame) { return true; });
    EXPECT_EQ(restored->choose([](Frame) { return true; }), frame);
    policy->released(*frame);
    restored->released(*frame);
  }
}

TEST_P(EveryPolicy, refuses_frames_that_are_none) {
  const auto policy = make(), restored = make();
  policy->loaded(5, 2);
  auto bytes = saved(*policy);
  bytes[8] = std::byte{8};  // the first frame, behind the count
  InputBuffer buffer{ByteView(bytes)};
  Loader archive(buffer);
  EXPECT_THROW(visit_policy(archive, *restored, GetParam().word), Damage);
}

INSTANTIATE_TEST_SUITE_P(Policies, EveryPolicy, testing::ValuesIn(replacement::policy_kinds()),
                         [](const auto& row) { return std::string(row.param.word); });

}  // namespace
}  // namespace dumplab::saved
