// SPDX-License-Identifier: MIT
// The solutions type their commands into the program `dumplab shell` and read what it prints: nothing but the
// dump file and the sheet's words is at hand.
#include <gtest/gtest.h>

#include "base/files.h"
#include "classroom/dump_resolver.h"
#include "classroom/making.h"
#include "classroom/opened_dump.h"
#include "question/answer.h"
#include "solution/solution.h"
#include "support/child_terminal.h"
#include "support/temporary_folder.h"

namespace dumplab::classroom {
namespace {

constexpr std::uint64_t kSeeds = 50;

class RealShell : public testing::TestWithParam<question::ExerciseName> {};

TEST_P(RealShell, gives_every_answer) {
  const auto guest = scenario::GuestSet::find();
  ASSERT_TRUE(guest) << guest.error().what;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const auto made = make(GetParam(), seed, *guest);
    ASSERT_TRUE(made) << made.error().what;
    const test::TemporaryFolder folder;
    std::vector<std::unique_ptr<test::ChildTerminal>> terminals;
    std::vector<std::unique_ptr<solution::ShellDebugger>> debuggers;
    std::vector<solution::Debugger*> dumps;
    for (std::size_t i = 0; i < made->dumps.size(); ++i) {
      const auto path = folder.write(dump_name(i, made->dumps.size()), made->dumps[i]);
      terminals.push_back(
          std::make_unique<test::ChildTerminal>(std::vector<std::string>{DUMPLAB_PROGRAM, "shell", path}));
      debuggers.push_back(std::make_unique<solution::ShellDebugger>(*terminals.back()));
      dumps.push_back(debuggers.back().get());
    }
    auto opened = open_dumps(made->dumps, {});
    ASSERT_TRUE(opened);
    std::map<std::string, std::string> earlier;
    for (const exercise::Question& question : made->paper.questions) {
      SCOPED_TRACE("question " + question.name);
      const auto methods = solution::methods_of(GetParam().word);
      const auto method = std::find_if(methods.begin(), methods.end(),
                                       [&](const auto& m) { return m.question == question.name; });
      const auto answers = method->derive({dumps, question.given, earlier});
      ASSERT_TRUE(answers) << answers.error().what;
      for (const std::string& answer : *answers) {
        const auto canonical = question::canonical_answer(*question::parse_answer_type(question.type), answer,
                                                          (*opened)[question.dump]->resolver());
        ASSERT_TRUE(canonical) << answer;
        EXPECT_EQ(*canonical, question.key);
        earlier[question.name] = *canonical;  // its own, not the key
      }
    }
  }
}

std::string name_of(const testing::TestParamInfo<question::ExerciseName>& info) {
  return std::string(info.param.word);
}
INSTANTIATE_TEST_SUITE_P(Exercise, RealShell,
                         testing::ValuesIn(question::all_exercises().begin(),
                                           question::all_exercises().end()),
                         name_of);

}  // namespace
}  // namespace dumplab::classroom
