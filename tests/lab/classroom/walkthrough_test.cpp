// SPDX-License-Identifier: MIT
#include "classroom/walkthrough.h"

#include "lab/classroom/exam.h"
#include "support/exercise_names.h"

namespace dumplab::classroom {
namespace {

class Walkthrough : public testing::TestWithParam<question::ExerciseName> {};

TEST_P(Walkthrough, leads_to_every_answer_and_refutes_what_leads_astray) {
  const Made made = test::make_for(test::make_exam(), "anna", GetParam().card);
  auto dumps = open_dumps(made.dumps, made.module_files);
  ASSERT_TRUE(dumps);
  const std::string text = make_walkthrough(made, *dumps);
  const auto has = [&](const std::string& words) { return text.find(words) != std::string::npos; };
  EXPECT_TRUE(has("\n1. "));
  for (const exercise::Question& question : made.paper.questions) {
    EXPECT_TRUE(has("## Question " + question.name + "\n")) << question.name;
    EXPECT_TRUE(has("Answer: `" + question.key + "`")) << question.key;
  }
  for (const Solved& solved : made.solved)
    for (const solution::Step& step : solved.steps) EXPECT_TRUE(has(step.command)) << step.command;
  EXPECT_FALSE(made.paper.herrings.empty());
  for (const exercise::Herring& herring : made.paper.herrings)
    EXPECT_TRUE(has(herring.refutation)) << herring.bait;
  // What was said of a command that is none would stand there as its output.
  EXPECT_FALSE(has("is no command"));
}

INSTANTIATE_TEST_SUITE_P(Exercise, Walkthrough, test::every_exercise(), test::exercise_word);

}  // namespace
}  // namespace dumplab::classroom
