// SPDX-License-Identifier: MIT
// The verdicts themselves are tested in tests/analyzer/diagnose and tests/endtoend/verdict_test.cpp.
#include <fmt/format.h>

#include <algorithm>
#include <regex>

#include "support/script.h"

namespace dumplab::test {
namespace {

TEST(AnalyzeFault, has_the_fields_of_WinDbg) {
  const auto& truth = captured("null-pointer").truth;
  const std::string text = full("null-pointer").run("!analyze -v");
  EXPECT_TRUE(has(text, fmt::format("FAULTING_THREAD:  {:08x}\n", truth.exception->thread_id)));
  EXPECT_TRUE(has(text, fmt::format("ExceptionAddress: {:08x} (", truth.exception->address)));
  EXPECT_TRUE(has_line(text, "VERDICT:  null-data-pointer \\(certain\\)"));
  EXPECT_TRUE(has_line(text, "PRIMARY_PROBLEM_CLASS:  NULL_CLASS_PTR_WRITE"));
  EXPECT_TRUE(has_line(text, "FAILURE_BUCKET_ID:  NULL_CLASS_PTR_WRITE_c0000005_PriceList\\.dll!RecordSale"));
  EXPECT_TRUE(has_line(text, "FAILURE_ID_HASH:  \\{[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\}"));
  EXPECT_TRUE(has_line(text, "SYMBOL_NAME:  PriceList!RecordSale\\+[0-9a-f]+"));
  EXPECT_TRUE(has_line(text, "STACK_COMMAND:  ~2s; \\.ecxr ; kb"));
  EXPECT_TRUE(has(text, "    Key  : AV.Type\n    Value: Write\n"));
  EXPECT_TRUE(has(text, "Resetting default scope\n"));
}

TEST(AnalyzeFault, shows_the_stack_that_the_machine_saw) {
  const auto& truth = captured("null-pointer").truth;
  const auto thread = std::ranges::find(truth.threads, truth.exception->thread_id, &truth::Thread::thread_id);
  ASSERT_NE(thread, truth.threads.end());
  const std::string text = full("null-pointer").run("!analyze -v");
  std::size_t at = text.find("STACK_TEXT:");
  ASSERT_NE(at, std::string::npos);
  for (const truth::Frame& frame : thread->frames) {
    at = text.find("!" + frame.function, at);
    ASSERT_NE(at, std::string::npos) << frame.function << " is not there, or not in its place";
  }
}

TEST(AnalyzeFault, of_a_hang_shows_who_waits_for_whom) {
  const auto& truth = captured("deadlock").truth;
  std::vector<std::uint32_t> waiters;
  for (const truth::Thread& thread : truth.threads)
    if (std::ranges::any_of(thread.frames,
                            [](const truth::Frame& f) { return f.function == "RtlEnterCriticalSection"; }))
      waiters.push_back(thread.thread_id);
  ASSERT_GE(waiters.size(), 2u);
  Script script = full("deadlock");
  const std::string text = script.run("!analyze -hang");
  EXPECT_TRUE(has_line(text, "VERDICT:  deadlock \\(certain\\)"));
  std::size_t rows = 0;
  for (const std::uint32_t id : waiters)
    rows += has_line(text, fmt::format(" +[0-9]+ {:x}\\.{:x} +Critical Section .*", truth.process_id, id))
                ? 1
                : 0;
  EXPECT_GE(rows, 2u);
  // The ring among them.
  std::smatch match;
  ASSERT_TRUE(std::regex_search(text, match, std::regex("\nx +([0-9]+) \\(cycle\\)\n")));
  EXPECT_GE(std::stoul(match[1]), 2u);
  EXPECT_LE(std::stoul(match[1]), rows);
  EXPECT_TRUE(has(full("null-pointer").run("!analyze -hang"), "No chain of waiting threads was found."));
}

TEST(AnalyzeFault, says_in_JSON_what_a_finding_is_about) {
  const auto& truth = captured("null-pointer").truth;
  const Json blocks = full("null-pointer").json("!analyze")[0]["blocks"];
  const auto findings = std::ranges::find(blocks, "findings", [](const Json& b) { return b["name"]; });
  ASSERT_NE(findings, blocks.end());
  const Json& first = (*findings)["lines"][0];
  EXPECT_EQ(first["pattern"], "null-data-pointer");
  EXPECT_EQ(first["thread_id"], truth.exception->thread_id);
  EXPECT_TRUE(first["is_cause"]);
}

// Breakpad's own expectation of this file (corpus README).
TEST(AnalyzeFault, of_a_real_process_has_its_rating) {
  CORPUS_SCRIPT(s, "public/ascii_write_av.dmp");
  const std::string text = s.run("!analyze -v");
  EXPECT_TRUE(has_line(text, "EXPLOITABILITY:  HIGH \\(.*"));
  EXPECT_TRUE(has_line(text, "VERDICT:  invalid-pointer .*"));
}

TEST(AnalyzeFault, takes_no_other_options) {
  EXPECT_EQ(golden("deadlock").run("!analyze -x"), "!analyze takes -v and -hang, not -x\n");
}

}  // namespace
}  // namespace dumplab::test
