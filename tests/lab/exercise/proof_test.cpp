// SPDX-License-Identifier: MIT
// Every exercise, many seeds: what the machine knows is what the solution finds, and nothing else, in the
// program `dumplab shell` too. make() refuses where it is not so; here is asked what it cannot know.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "classroom/making.h"
#include "lab/exercise/real_shell.h"
#include "support/exercise_names.h"

namespace dumplab::classroom {
namespace {

constexpr std::uint64_t kSeeds = 50;

/// Exercises whose planted pattern a diagnosis is to rank first, nineteen times of twenty.
constexpr std::string_view kDiagnosed[] = {"X01", "X02", "X04", "X06", "X14", "X29", "X39"};

class Proof : public testing::TestWithParam<question::ExerciseName> {};

TEST_P(Proof, holds_for_fifty_seeds_and_in_the_real_shell) {
  const auto guest = scenario::GuestSet::find();
  ASSERT_TRUE(guest) << guest.error().what;
  std::set<std::string> variants;
  std::map<std::string, std::set<std::string>> keys;  // by question
  std::map<std::string, std::size_t> questions;
  unsigned attempts = 0;
  bool is_astray = false;
  const bool is_diagnosed =
      std::find(std::begin(kDiagnosed), std::end(kDiagnosed), GetParam().card) != std::end(kDiagnosed);
  const auto scenario =
      scenario::read_scenario_file(guest->folder / "scenarios" / GetParam().name() / "scenario.json");
  ASSERT_TRUE(scenario);
  std::uint64_t diagnosed = 0;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    const auto made = make(GetParam(), seed, *guest);
    ASSERT_TRUE(made) << "seed " << seed << ": " << made.error().what;
    attempts += made->attempts;
    variants.insert(made->evidence.front().truth.variant);
    EXPECT_GE(made->paper.questions.size(), 4u);
    SCOPED_TRACE("seed " + std::to_string(seed));
    test::expect_solved_in_the_real_shell(*made);
    if (is_diagnosed) diagnosed += test::first_verdict(*made) == scenario->pattern;
    for (std::size_t i = 0; i < made->paper.questions.size(); ++i) {
      const exercise::Question& question = made->paper.questions[i];
      ++questions[question.name];
      keys[question.name].insert(question.key);
      is_astray |= !made->solved[i].naive.empty();
      EXPECT_FALSE(made->solved[i].steps.empty()) << question.name;
      EXPECT_GT(question.candidates, 1u) << question.name;
      EXPECT_FALSE(question.idea.empty()) << question.name;
      EXPECT_FALSE(question.evidence.empty()) << question.name;
    }
  }
  EXPECT_EQ(variants.size(), 3u);
  EXPECT_TRUE(!is_diagnosed || diagnosed * 20 >= kSeeds * 19) << diagnosed << " first verdicts are right";
  EXPECT_TRUE(is_astray) << "a glance answers everything";
  EXPECT_LE(attempts, kSeeds * 3) << "too many seeds are no good";
  // No question that has one answer for all.
  for (const auto& [name, different] : keys) EXPECT_GT(different.size(), 1u) << name;
}

INSTANTIATE_TEST_SUITE_P(Exercise, Proof, test::every_exercise(), test::exercise_word);

}  // namespace
}  // namespace dumplab::classroom
