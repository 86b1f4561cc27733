// SPDX-License-Identifier: MIT
#include "corpus/parser_run.h"

#include <gtest/gtest.h>

namespace dumplab::corpus {
namespace {

ParserRun run(std::vector<std::string> words, Budget budget = {10, 1 << 30}) {
  auto runner = ParserRunner::start();
  if (!runner) throw std::runtime_error(runner.error().what);
  const auto result = runner->run(words, "the file", budget);
  if (!result) throw std::runtime_error(result.error().what);
  return *result;
}

TEST(ParserRun, gives_the_file_where_it_is_asked_for_and_else_last) {
  EXPECT_EQ(run({"echo", "<%f>", "%f"}).output, "<the file> the file\n");
  EXPECT_EQ(run({"echo", "-n"}).output, "the file");
}

TEST(ParserRun, tells_how_it_ended) {
  EXPECT_EQ(run({"sh", "-c", "exit 3"}).exit_code, 3);
  EXPECT_EQ(run({"sh", "-c", "kill -SEGV $$"}).signal, 11);
}

TEST(ParserRun, ends_what_takes_too_long) {
  const ParserRun slow = run({"sh", "-c", "sleep 30"}, {0.1, 1 << 30});
  EXPECT_TRUE(slow.timed_out);
  EXPECT_LT(slow.seconds, 10);
}

TEST(ParserRun, measures_memory) {
  const ParserRun large = run({"sh", "-c", "head -c 60000000 /dev/zero | tail -c 60000000 | tail -c 1"});
  EXPECT_GT(large.peak_bytes, 40u << 20);
}

TEST(ParserRun, does_not_count_the_memory_of_its_caller) {
  auto runner = ParserRunner::start();
  ASSERT_TRUE(runner);
  const std::vector<char> large(200 << 20, 'x');
  const auto small = runner->run({"true", "%f"}, "x", {10, 1 << 30});
  ASSERT_TRUE(small);
  EXPECT_LT(small->peak_bytes, 100u << 20);
  EXPECT_EQ(large[12345], 'x');
}

TEST(ParserRun, says_when_there_is_no_such_program) {
  EXPECT_FALSE(ParserRunner::start()->run({"no-such-program-anywhere"}, "x", {1, 1 << 30}));
}

TEST(ParserRun, has_words_as_a_shell_has) {
  EXPECT_EQ(*split_command("a  'b c' \"d e\"f\\ g '' \"\\\"\""),
            (std::vector<std::string>{"a", "b c", "d ef g", "", "\""}));
  EXPECT_FALSE(split_command("a 'b"));
  EXPECT_FALSE(split_command("  "));
}

TEST(Budget, grows_with_the_file) {
  EXPECT_DOUBLE_EQ(budget_for(3 << 20).seconds, 5);
  EXPECT_EQ(budget_for(1 << 20).bytes, std::uint64_t{68} << 20);
}

}  // namespace
}  // namespace dumplab::corpus
