// SPDX-License-Identifier: MIT
// The solutions work with lldb's output alone: one seed of every exercise.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "base/files.h"
#include "classroom/instance_files.h"
#include "classroom/opened_dump.h"
#include "oracle/exercises/lldb_debugger.h"
#include "question/answer.h"
#include "solution/solution.h"
#include "support/child_terminal.h"
#include "support/exercise_names.h"
#include "support/temporary_folder.h"

namespace dumplab::classroom {
namespace {

constexpr std::uint64_t kSeed = 11;

/// Questions that need something of a dump which lldb does not show.
const std::map<std::string, std::map<std::string, std::string>, std::less<>> kNotShown = {
    {"stack-overflow", {{"6", "where environment blocks of threads lie"}}},
    {"region-map",
     {{"1", "what memory is used for"},
      {"2", "which memory is a mapped file"},
      {"3", "guard pages"},
      {"5", "pages that are to be copied, and where allocations begin"},
      {"6", "reserved memory"}}},
    {"spiking-thread", {{"1", "thread times"}, {"2", "thread times"}}},
    {"dump-reason", {{"1", "where a thread with an exception stood when the dump was written"}}}};

class Lldb : public testing::TestWithParam<question::ExerciseName> {};

TEST_P(Lldb, shows_what_solves_it) {
  if (std::system("command -v lldb >/dev/null 2>&1") != 0) GTEST_SKIP() << "lldb is not installed";
  const auto guest = scenario::GuestSet::find();
  ASSERT_TRUE(guest) << guest.error().what;
  const auto made = make(GetParam(), kSeed, *guest);
  ASSERT_TRUE(made) << made.error().what;
  const test::TemporaryFolder folder;
  auto files =
      make_files(*made, open_ticket(Use::kPractice, GetParam().name(), kSeed), guest->sha256, "symbols");
  ASSERT_TRUE(files);
  auto modules = read_modules(*made, "symbols");
  ASSERT_TRUE(modules);
  for (auto& file : *modules) files->files.push_back(std::move(file));
  ASSERT_TRUE(write_folder(files->files, folder.path() / "exercise"));

  std::vector<std::unique_ptr<test::ChildTerminal>> terminals;
  std::vector<std::unique_ptr<test::LldbDebugger>> debuggers;
  std::vector<solution::Debugger*> dumps;
  for (std::size_t i = 0; i < made->dumps.size(); ++i) {
    const auto in = folder.path() / "exercise";
    terminals.push_back(std::make_unique<test::ChildTerminal>(
        std::vector<std::string>{"lldb", "--no-use-colors", "-O",
                                 "settings set target.exec-search-paths " + (in / "symbols").string(), "-c",
                                 in / dump_name(i, made->dumps.size())},
        "apropos ", "(lldb) "));
    debuggers.push_back(std::make_unique<test::LldbDebugger>(*terminals.back()));
    dumps.push_back(debuggers.back().get());
  }
  auto opened = open_dumps(made->dumps, made->module_files);
  ASSERT_TRUE(opened);
  std::map<std::string, std::string> earlier;
  std::size_t solved = 0;
  for (const exercise::Question& question : made->paper.questions) {
    SCOPED_TRACE("question " + question.name + ": " + question.text);
    earlier[question.name] = question.key;  // for those that lldb cannot show
    const auto methods = solution::methods_of(GetParam().word);
    const auto method = std::find_if(methods.begin(), methods.end(),
                                     [&](const auto& m) { return m.question == question.name; });
    const auto answers = method->derive({dumps, question.given, earlier});
    if (const auto row = kNotShown.find(GetParam().name());
        row != kNotShown.end() && row->second.contains(question.name)) {
      EXPECT_FALSE(answers && answers->size() == 1 &&
                   question::canonical_answer(*question::parse_answer_type(question.type), answers->front(),
                                              (*opened)[question.dump]->resolver()) == question.key)
          << "lldb shows it: " << row->second.at(question.name);
      continue;
    }
    if (!answers) {
      ADD_FAILURE() << answers.error().what;
      continue;
    }
    ASSERT_EQ(answers->size(), 1u);
    const auto canonical = question::canonical_answer(*question::parse_answer_type(question.type),
                                                      answers->front(), (*opened)[question.dump]->resolver());
    ASSERT_TRUE(canonical) << answers->front();
    EXPECT_EQ(*canonical, question.key);
    ++solved;
  }
  std::printf("%zu of %zu questions solved\n", solved, made->paper.questions.size());
}

INSTANTIATE_TEST_SUITE_P(Exercise, Lldb, test::every_exercise(), test::exercise_word);

}  // namespace
}  // namespace dumplab::classroom
