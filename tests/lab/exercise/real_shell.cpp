// SPDX-License-Identifier: MIT
#include "lab/exercise/real_shell.h"

#include <gtest/gtest.h>

#include "classroom/opened_dump.h"
#include "question/answer.h"
#include "solution/solution.h"
#include "support/child_terminal.h"
#include "support/temporary_folder.h"

namespace dumplab::test {

std::string first_verdict(const classroom::Made& made) {
  const TemporaryFolder folder;
  const auto path = folder.write("dump.dmp", made.dumps.front());
  ChildTerminal terminal({DUMPLAB_PROGRAM, "shell", path});
  const std::string text = terminal.type("!analyze -v"), title = "VERDICT:  ";
  const std::size_t start = text.find(title);
  if (start == std::string::npos) return {};
  return text.substr(start + title.size(), text.find(' ', start + title.size()) - start - title.size());
}

void expect_solved_in_the_real_shell(const classroom::Made& made) {
  const TemporaryFolder folder;
  std::vector<std::unique_ptr<ChildTerminal>> terminals;
  std::vector<std::unique_ptr<solution::ShellDebugger>> debuggers;
  std::vector<solution::Debugger*> dumps;
  for (std::size_t i = 0; i < made.dumps.size(); ++i) {
    const auto path = folder.write(classroom::dump_name(i, made.dumps.size()), made.dumps[i]);
    terminals.push_back(
        std::make_unique<ChildTerminal>(std::vector<std::string>{DUMPLAB_PROGRAM, "shell", path}));
    debuggers.push_back(std::make_unique<solution::ShellDebugger>(*terminals.back()));
    dumps.push_back(debuggers.back().get());
  }
  const auto opened = classroom::open_dumps(made.dumps, {});
  ASSERT_TRUE(opened);
  const auto methods = solution::methods_of(made.exercise->word);
  std::map<std::string, std::string> earlier;  // its own answers, not the keys
  for (const exercise::Question& question : made.paper.questions) {
    SCOPED_TRACE("question " + question.name);
    const auto method = std::find_if(methods.begin(), methods.end(),
                                     [&](const auto& m) { return m.question == question.name; });
    ASSERT_NE(method, methods.end());
    const auto answers = method->derive({dumps, question.given, earlier});
    ASSERT_TRUE(answers) << answers.error().what;
    ASSERT_EQ(answers->size(), 1u);
    const auto canonical = question::canonical_answer(*question::parse_answer_type(question.type),
                                                      answers->front(), (*opened)[question.dump]->resolver());
    ASSERT_TRUE(canonical) << answers->front();
    EXPECT_EQ(*canonical, question.key);
    earlier[question.name] = *canonical;
  }
}

}  // namespace dumplab::test
