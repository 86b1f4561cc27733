// SPDX-License-Identifier: MIT
#include "classroom/progress.h"

#include <gtest/gtest.h>

namespace dumplab::classroom {
namespace {

TEST(Progress, comes_back_as_it_was_written) {
  Progress progress{"null-pointer", 0xfedcba9876543210, {}};
  progress.questions["1"] = {{"0x12", "two \"words\""}, 3, false, true};
  progress.questions["2"] = {{"esi"}, 0, true, false};
  const auto again = progress_from_json(to_json(progress));
  ASSERT_TRUE(again) << again.error().what;
  EXPECT_EQ(again->exercise, progress.exercise);
  EXPECT_EQ(again->seed, progress.seed);
  EXPECT_EQ(again->questions, progress.questions);
}

TEST(Progress, refuses_what_it_does_not_know) {
  const std::string good = to_json({"null-pointer", 7, {{"1", {{}, 1, false, false}}}});
  ASSERT_TRUE(progress_from_json(good));
  const auto error_with = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    EXPECT_NE(text.find(from), std::string::npos) << from;
    text.replace(text.find(from), from.size(), to);
    const auto progress = progress_from_json(text);
    return progress ? "none" : progress.error().what;
  };
  EXPECT_EQ(error_with("progress/1", "progress/2"), "progress: another schema than dumplab/progress/1");
  EXPECT_EQ(error_with("\"0x7\"", "7"), "progress: seed: 0x and digits expected");
  EXPECT_EQ(error_with("\"hints\": 1", "\"hints\": 6"), "progress: questions.1");
  EXPECT_EQ(error_with("\"solved\": false", "\"solved\": 0"), "progress: questions.1");
  EXPECT_EQ(progress_from_json("{").error().what, "progress: no JSON object");
}

}  // namespace
}  // namespace dumplab::classroom
