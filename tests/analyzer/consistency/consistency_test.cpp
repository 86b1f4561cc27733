// SPDX-License-Identifier: MIT
// What no process can have is found, and what looks odd and is not stays unsaid. tests/lab/corpus holds the
// checks against malformed processes.
#include "consistency/consistency.h"

#include <gtest/gtest.h>

#include "../hand_made_process.h"
#include "dumplab/dump.h"
#include "support/corpus.h"

namespace dumplab::test {
namespace {

constexpr std::uint32_t kStack = HandMadeProcess::kStack, kCode = HandMadeProcess::kCode;

std::vector<std::string> found(const Snapshot& snapshot) {
  std::vector<std::string> list;
  for (const auto& finding : consistency::find_contradictions(snapshot))
    list.push_back(std::string(finding.check) + ": " + finding.what);
  return list;
}

/// A frame at `at`: saved EBP and a return address in the module.
void frame(HandMadeProcess& process, std::uint32_t at, std::uint32_t saved) {
  process.word(at, saved);
  process.word(at + 4, kCode + 0x10);
}

TEST(FrameChains, in_order_are_no_contradiction) {
  HandMadeProcess process;
  frame(process, kStack + 0x100, kStack + 0x200);
  frame(process, kStack + 0x200, 0);
  EXPECT_TRUE(found(process.finish(kCode, kStack + 0x80, kStack + 0x100)).empty());
}

TEST(FrameChains, that_lead_back_are_one) {
  HandMadeProcess process;
  frame(process, kStack + 0x100, kStack + 0x200);
  frame(process, kStack + 0x200, kStack + 0x100);
  const auto list = found(process.finish(kCode, kStack + 0x80, kStack + 0x100));
  ASSERT_EQ(list.size(), 1u);
  EXPECT_EQ(list[0], "frame_chains: the frame of thread 0x8 at 0x20200 leads back to 0x20100");
}

TEST(FrameChains, are_none_where_EBP_holds_something_else) {
  for (const std::uint32_t ebp : {0u, 7u, 0xffffffffu, kCode + 0x123, kStack + 0x100}) {
    HandMadeProcess process;  // the word behind EBP is no return address
    process.word(kStack + 0x100, kStack + 0x40);
    EXPECT_TRUE(found(process.finish(kCode, kStack + 0x80, ebp)).empty()) << ebp;
  }
}

TEST(StackPointers, outside_the_stack_are_a_contradiction) {
  HandMadeProcess process;
  const auto list = found(process.finish(kCode, 0x10, 0));
  ASSERT_EQ(list.size(), 1u);
  EXPECT_NE(list[0].find("stack_pointers: ESP 0x10 of thread 0x8 is outside its stack"), std::string::npos);
}

TEST(Contradictions, are_not_looked_for_in_other_processors_dumps) {
  HandMadeProcess process;
  Snapshot snapshot = process.finish(kCode, 0x10, 0);
  snapshot.system.ProcessorArchitecture = Processor::kArm64;
  EXPECT_TRUE(found(snapshot).empty());
}

TEST(Contradictions, are_not_in_real_dumps) {
  const auto files = corpus_dumps("public");
  if (files.empty()) GTEST_SKIP() << "no dumps in " << corpus_path() << "; set DUMPLAB_CORPUS";
  for (const auto& file : files) {
    const auto dump = Dump::open(file);
    ASSERT_TRUE(dump) << file;
    EXPECT_EQ(found(dump->snapshot()), std::vector<std::string>()) << file;
  }
}

TEST(Contradictions, of_Wine_are_the_registers_that_it_gives_a_helper_thread) {
  const auto files = corpus_dumps("wine/dumps");
  if (files.empty()) GTEST_SKIP() << "no dumps in " << corpus_path() << "; set DUMPLAB_CORPUS";
  for (const auto& file : files) {
    const auto dump = Dump::open(file);
    ASSERT_TRUE(dump) << file;
    const auto list = found(dump->snapshot());
    const bool has_helper = file.filename().string().find("-helper-") != std::string::npos;
    ASSERT_EQ(list.size(), has_helper ? 1u : 0u) << file << (list.empty() ? "" : list[0]);
    EXPECT_TRUE(!has_helper || list[0].starts_with("stack_pointers: "));
  }
}

}  // namespace
}  // namespace dumplab::test
