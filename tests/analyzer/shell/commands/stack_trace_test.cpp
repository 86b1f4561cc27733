// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "support/script.h"

namespace dumplab::test {
namespace {

/// The frames that the machine has recorded are the first ones of the stack (which may go on to its start).
void expect_frames(const Json& seen, const std::vector<truth::Frame>& frames, const std::string& where) {
  ASSERT_GT(seen.size(), frames.size()) << where;
  for (std::size_t i = 0; i < frames.size(); ++i) {
    EXPECT_EQ(number(seen[i + 1]["ip"]), frames[i].eip) << where << " frame " << i;
    const std::string symbol = seen[i + 1]["symbol"];
    if (!frames[i].function.empty()) {
      EXPECT_TRUE(has(symbol, "!")) << where << " frame " << i;
    }
  }
}

TEST(StackTrace, is_what_the_machine_recorded) {
  for (const char* scenario : {"null-pointer", "deadlock", "divide-by-zero"}) {
    const auto& truth = captured(scenario).truth;
    Script s = full(scenario);
    for (std::size_t i = 0; i < truth.threads.size(); ++i) {
      const auto& thread = truth.threads[i];
      s.run(thread.has_exception ? ".ecxr" : fmt::format("~{}s", i));
      expect_frames(s.facts("k"), thread.frames, fmt::format("{} thread {}", scenario, i));
    }
  }
}

TEST(StackTrace, has_the_layout_of_WinDbg) {
  Script s = full("null-pointer");
  s.run(".ecxr");
  const Lines plain = s.lines("k"), with_arguments = s.lines("kb"), sizes = s.lines("kf");
  EXPECT_EQ(plain[0], " # ChildEBP RetAddr");
  EXPECT_EQ(with_arguments[0], " # ChildEBP RetAddr      Args to Child");
  EXPECT_TRUE(has_line(plain[1], "00 [0-9a-f]{8} [0-9a-f]{8}     [A-Za-z]+![^ ]+\\+0x[0-9a-f]+.*"));
  EXPECT_TRUE(
      has_line(with_arguments[1], "00 [0-9a-f]{8} [0-9a-f]{8}     ([0-9a-f]{8} ){3}[A-Za-z]+![^ ]+.*"));
  EXPECT_TRUE(has_line(sizes[2], "01 [ 0-9a-f]{8} [0-9a-f]{8} [0-9a-f]{8}     .+"));
}

TEST(StackTrace, has_return_addresses_in_the_function_of_the_next_row) {
  Script s = full("null-pointer");
  const Json rows = s.facts(".ecxr").is_array() ? s.facts("k") : Json();
  for (std::size_t i = 1; i + 1 < rows.size(); ++i)
    if (rows[i + 1].contains("ip")) {
      EXPECT_EQ(rows[i]["return_address"], rows[i + 1]["ip"]);
    }
}

// EIPs: Breakpad's published answer.
TEST(StackTrace, of_a_real_dump_is_Breakpads) {
  CORPUS_SCRIPT(s, "public/minidump2.dmp");
  s.run(".ecxr");
  const Json rows = s.facts("k");
  const std::pair<std::uint64_t, const char*> expected[] = {
      {0x40429e, "test_app!`anonymous namespace'::CrashFunction+0xe"},
      {0x404200, "test_app!main+0x50"},
      {0x4053ec, "test_app!__tmainCRTStartup+0x15f"},
      {0x7c816fd7, "kernel32!BaseProcessStart+0x23"}};
  ASSERT_EQ(rows.size(), 5u);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(number(rows[i + 1]["ip"]), expected[i].first);
    EXPECT_EQ(rows[i + 1]["symbol"], expected[i].second);
  }
  EXPECT_EQ(s.lines("k 2").size(), 3u);
  EXPECT_EQ(s.facts("k = 12fe88 12fe84 40429e").size(), 5u);
}

TEST(StackTrace, has_the_frames_that_the_program_recorded) {
  CORPUS_SCRIPT(s, "wine/dumps/nullwrite-proc-full-fp.dmp");
  const Json calls = wine_truth("nullwrite-proc-full-fp")["threads"][0]["calls_outer_first"];
  s.run(".ecxr");
  const Json rows = s.facts("k");
  ASSERT_GT(rows.size(), calls.size());
  for (std::size_t i = 0; i < calls.size(); ++i) {
    const Json& call = calls[calls.size() - 1 - i];
    EXPECT_EQ(number(rows[i + 1]["child_ebp"]), number(call["ebp"]));
    EXPECT_EQ(number(rows[i + 1]["return_address"]), number(call["return_to"]));
  }
}

TEST(StackTrace, of_64_bits) {
  CORPUS_SCRIPT(s, "public/calc.dmp");
  EXPECT_EQ(s.lines("k")[0], " # Child-SP          RetAddr               Call Site");
  EXPECT_TRUE(has_line(s.run("k 1"), "00 00000000`03a7ff08 00000000`[0-9a-f]{8}     ntdll.*"));
}

}  // namespace
}  // namespace dumplab::test
