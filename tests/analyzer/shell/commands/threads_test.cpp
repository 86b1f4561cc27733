// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "support/script.h"

namespace dumplab::test {
namespace {

TEST(Threads, are_listed_as_WinDbg_does) {
  Snapshot s = hand_made();
  s.misc = MiscInfo{1, 0x1a4, 0, 0, 0, {}};
  const auto thread = [&](std::uint32_t id, std::uint32_t suspended, std::uint64_t teb) {
    Thread& t = s.threads.emplace_back();
    t.ThreadId = id;
    t.SuspendCount = suspended;
    t.Teb = teb;
    t.PriorityClass = 32;
    t.context = ContextX86{};
  };
  thread(0x1a8, 1, 0x7ffdf000);
  thread(0x1b0, 1, 0x7ffde000);
  thread(0x1b4, 0, 0x7ffdd000);
  s.threads[1].name = "worker";
  s.exception = Exception{0x1b4, 0x80000003, 0, 0, 0, {}, ContextX86{}};
  Script script = script_of(s);
  EXPECT_EQ(script.lines("~1s; ~"), script.lines("~1s; ~")) << "choosing twice changes nothing";
  EXPECT_EQ(script.lines("~"), (Lines{"   0  Id: 1a4.1a8 Suspend: 1 Teb: 7ffdf000 Unfrozen",
                                      ".  1  Id: 1a4.1b0 Suspend: 1 Teb: 7ffde000 Unfrozen \"worker\"",
                                      "#  2  Id: 1a4.1b4 Suspend: 0 Teb: 7ffdd000 Unfrozen"}));
  EXPECT_EQ(script.lines("~2").back(), "      Priority: 0  Priority class: 32  Affinity: ?");
}

TEST(Threads, of_a_capture_are_those_of_the_machine) {
  const auto& truth = captured("ten-waiters").truth;
  Script s = full("ten-waiters");
  const Json seen = s.facts("~");
  ASSERT_EQ(seen.size(), truth.threads.size());
  for (std::size_t i = 0; i < seen.size(); ++i) EXPECT_EQ(seen[i]["thread_id"], truth.threads[i].thread_id);
  for (std::size_t i = 0; i < seen.size(); ++i)
    EXPECT_TRUE(has(s.run(fmt::format("~{}", i)), fmt::format("({:08x})", truth.threads[i].start_address)));
}

TEST(Threads, are_chosen_by_number) {
  const auto& truth = captured("ten-waiters").truth;
  Script s = full("ten-waiters");
  EXPECT_TRUE(has(s.run("~3s"), fmt::format("eip={:08x} esp={:08x}", truth.threads[3].context.Eip,
                                            truth.threads[3].context.Esp)));
  EXPECT_EQ(s.session().prompt(), "0:003> ");
  EXPECT_EQ(s.run("~*e r $t0=@$t0+1; ? @$t0").substr(0, 43), "Evaluate expression: 1 = 00000001\nEvaluate ");
  EXPECT_EQ(s.session().prompt(), "0:003> ") << "as before";
  EXPECT_TRUE(has(s.run("~99s"), "There is no thread 99"));
}

TEST(Threads, of_a_real_dump_are_those_that_ran) {
  CORPUS_SCRIPT(s, "wine/dumps/tenthreads-proc-normal-fp.dmp");
  const Json truth = wine_truth("tenthreads-proc-normal-fp");
  const std::string text = s.run("~");
  ASSERT_GT(truth["threads"].size(), 9u);
  for (const Json& thread : truth["threads"])
    EXPECT_TRUE(has_line(
        text, fmt::format(".  ?[0-9]+  Id: {:x}.{:x} Suspend: [0-9]+ Teb: {:08x} Unfrozen.*",
                          truth["pid"].get<int>(), thread["tid"].get<int>(), number(thread["teb"]))));
}

}  // namespace
}  // namespace dumplab::test
