// SPDX-License-Identifier: MIT
// Whether deviations of parsers are seen. What parsers print is written by hand.
#include "corpus/conformance.h"

#include <gtest/gtest.h>

namespace dumplab::corpus {
namespace {

using truth::Facts;

ManifestEntry entry(std::string accepted = "A") {
  return {"a/full.dmp", "", 1 << 20, "facts", accepted.substr(0, 1), accepted, ""};
}
ParserRun quick_run() { return {0, 0, false, 0.1, 1 << 20, "output"}; }

Facts expected_facts() {
  Facts facts;
  facts.threads = {{{7, 0x1000, 0x2000, {{0x1000, 0x1100, 0x1200}}}, {8, 0x3000, 0x4000, {{0x3000}}}}};
  facts.modules = {{{"a.exe", 0x400000, 0x5000}}};
  facts.tells_exception = true;
  facts.exception = Facts::Exception{7, 0xc0000005, 0x1000};
  facts.memory = {{{0x1000, 0x1000, "aa"}, {0x2000, 0x1000, "bb"}}};
  return facts;
}

FileResult compare_with(const Facts& seen) {
  return compare(entry(), expected_facts(), quick_run(), std::optional(seen));
}
bool passed(const FileResult& result, Level level) {
  return result.passed[static_cast<std::size_t>(level)].value();
}

TEST(Conformance, has_no_deviation_for_what_is_true) {
  const FileResult result = compare_with(expected_facts());
  EXPECT_TRUE(result.deviations.empty());
  EXPECT_EQ(result.true_frames, 4u);
  EXPECT_EQ(result.found_frames, 4u);
  EXPECT_EQ(result.false_frames, 0u);
}

TEST(Conformance, sees_a_thread_that_is_missing) {
  Facts facts = expected_facts();
  facts.threads->pop_back();
  EXPECT_FALSE(passed(compare_with(facts), Level::kLists));
}

TEST(Conformance, sees_another_register_module_or_exception) {
  Facts facts = expected_facts();
  facts.threads->at(0).esp = 0x2004;
  EXPECT_FALSE(passed(compare_with(facts), Level::kLists));
  facts = expected_facts();
  facts.modules->at(0).size = 0x6000;
  EXPECT_FALSE(passed(compare_with(facts), Level::kLists));
  facts = expected_facts();
  facts.exception.reset();
  EXPECT_FALSE(passed(compare_with(facts), Level::kLists));
}

TEST(Conformance, sees_another_byte_of_memory) {
  Facts facts = expected_facts();
  facts.memory->at(1).sha256 = "cc";
  const FileResult result = compare_with(facts);
  EXPECT_FALSE(passed(result, Level::kMemory));
  EXPECT_TRUE(passed(result, Level::kLists));
}

TEST(Conformance, counts_frames_that_are_false_or_missing) {
  Facts facts = expected_facts();
  facts.threads->at(0).frames = {{0x1000, 0x1180, 0x1200}};
  const FileResult result = compare_with(facts);
  EXPECT_FALSE(passed(result, Level::kStacks));
  EXPECT_EQ(result.found_frames, 3u);
  EXPECT_EQ(result.false_frames, 1u);
}

TEST(Conformance, takes_threads_without_ids_by_their_place) {
  Facts facts = expected_facts();
  for (auto& thread : *facts.threads) thread.thread_id.reset();
  EXPECT_TRUE(compare_with(facts).deviations.empty());
  std::swap(facts.threads->at(0), facts.threads->at(1));
  EXPECT_FALSE(compare_with(facts).deviations.empty());
}

TEST(Conformance, does_not_judge_what_a_parser_does_not_tell) {
  const FileResult result = compare_with(Facts{});
  EXPECT_TRUE(result.deviations.empty());
  EXPECT_FALSE(result.passed[static_cast<std::size_t>(Level::kMemory)]);
}

TEST(Conformance, holds_a_parser_to_its_budgets) {
  ParserRun run = quick_run();
  run.seconds = 3.5;  // 3 s for 1 MB
  EXPECT_FALSE(passed(compare(entry(), {}, run, std::optional(Facts{})), Level::kSurvives));
  run = quick_run();
  run.peak_bytes = std::uint64_t{69} << 20;  // 64 MB and 4 MB
  EXPECT_FALSE(passed(compare(entry(), {}, run, std::optional(Facts{})), Level::kSurvives));
  run = quick_run();
  run.signal = 11;
  EXPECT_FALSE(passed(compare(entry(), {}, run, std::optional(Facts{})), Level::kSurvives));
}

TEST(Conformance, knows_what_must_be_refused) {
  const std::optional<Facts> refused, accepted = Facts{};
  EXPECT_TRUE(compare(entry("R"), {}, quick_run(), refused).deviations.empty());
  EXPECT_FALSE(compare(entry("R"), {}, quick_run(), accepted).deviations.empty());
  EXPECT_FALSE(compare(entry("S"), {}, quick_run(), refused).deviations.empty());
  EXPECT_TRUE(compare(entry("WR"), {}, quick_run(), refused).deviations.empty());
  Facts verdict;
  verdict.verdict = "S";
  EXPECT_FALSE(compare(entry("A"), {}, quick_run(), std::optional(verdict)).deviations.empty());
}

TEST(Conformance, is_told_in_junit_s_words) {
  ConformanceResult result{"parser <1>", "facts", {compare_with(expected_facts())}};
  result.files[0].group = "full";
  result.files.push_back(compare(entry("R"), {}, quick_run(), std::optional(Facts{})));
  result.files[1].group = "H01";
  const std::string xml = to_junit(result);
  EXPECT_NE(xml.find("<testsuites name=\"parser &lt;1&gt;\" tests=\"2\" failures=\"1\">"), std::string::npos)
      << xml;
  EXPECT_NE(xml.find("<testsuite name=\"H01\" tests=\"1\" failures=\"1\">"), std::string::npos) << xml;
  EXPECT_NE(xml.find("L1: the file is accepted"), std::string::npos) << xml;
}

}  // namespace
}  // namespace dumplab::corpus
