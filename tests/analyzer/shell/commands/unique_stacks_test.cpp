// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <set>

#include "support/script.h"

namespace dumplab::test {
namespace {

TEST(UniqueStacks, are_shown_once) {
  const auto& truth = captured("ten-waiters").truth;
  std::set<std::vector<std::uint64_t>> stacks;
  for (const auto& thread : truth.threads) {
    auto& frames = thread.has_exception ? thread.own_frames : thread.frames;
    std::vector<std::uint64_t> key;
    for (const auto& frame : frames) key.push_back(frame.eip);
    stacks.insert(key);
  }
  const std::string text = full("ten-waiters").run("!uniqstack");
  EXPECT_TRUE(has(text, fmt::format("Total threads: {}\n", truth.threads.size())));
  EXPECT_TRUE(has(text, fmt::format("Duplicate callstacks: {}", truth.threads.size() - stacks.size())));
}

TEST(UniqueStacks, of_a_real_dump_count_its_threads) {
  CORPUS_SCRIPT(s, "wine/dumps/tenthreads-proc-normal-fp.dmp");
  EXPECT_TRUE(has(s.run("!uniqstack"), fmt::format("Total threads: {}\n", s.snapshot().threads.size())));
}

}  // namespace
}  // namespace dumplab::test
