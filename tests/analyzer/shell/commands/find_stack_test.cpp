// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <algorithm>

#include "support/script.h"

namespace dumplab::test {
namespace {

TEST(FindStack, finds_the_threads_with_a_function) {
  const auto& truth = captured("null-pointer").truth;
  const auto thread = std::ranges::find_if(truth.threads, [](const auto& t) { return t.has_exception; });
  ASSERT_NE(thread, truth.threads.end());
  const std::string& function = thread->frames.at(1).function;
  const std::string text = full("null-pointer").run("!findstack " + function);
  EXPECT_TRUE(has(text, fmt::format("Thread {:03}, ", thread - truth.threads.begin())));
  EXPECT_TRUE(
      has_line(text, "        \\* 01 [0-9a-f]{8} [0-9a-f]{8}     .+!" + function + "\\+0x[0-9a-f]+.*"));
}

TEST(FindStack, says_that_no_stack_has_it) {
  EXPECT_EQ(golden("deadlock").run("!findstack nowhere"), "No stack has nowhere\n");
}

// Thread 0 is in CrashFunction: Breakpad.
TEST(FindStack, of_a_real_dump) {
  CORPUS_SCRIPT(s, "public/minidump2.dmp");
  EXPECT_TRUE(has(s.run("!findstack CrashFunction 0"), "Thread 000, 1 frame(s) match\n"));
}

}  // namespace
}  // namespace dumplab::test
