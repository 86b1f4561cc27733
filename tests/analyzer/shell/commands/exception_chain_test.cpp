// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "analyzer/hand_made_memory.h"
#include "support/script.h"

namespace dumplab::test {
namespace {

/// TEB.ExceptionList 0, StackBase 4, StackLimit 8; registrations of Next and Handler.
HandMadeMemory two_registrations(std::uint32_t last) {
  HandMadeMemory memory;
  memory.teb(0x7ffde000, 8, 0x7ffdb000, 0x1a0000, 0x19d000, 0xa0000).u32(0x7ffde000, 0x19ff00);
  memory.u32(0x19ff00, 0x19ffcc).u32(0x19ff04, 0x401f10).u32(0x19ffcc, last).u32(0x19ffd0, 0x77c053e8);
  return memory;
}

Script chain_of(const HandMadeMemory& memory) {
  Snapshot s = hand_made(memory.build());
  Thread& thread = s.threads.emplace_back();
  thread.ThreadId = 8;
  thread.Teb = 0x7ffde000;
  thread.context = ContextX86{};
  return script_of(s);
}

TEST(ExceptionChain, is_followed_to_its_end) {
  EXPECT_EQ(chain_of(two_registrations(0xffffffff)).lines("!exchain"),
            (Lines{"0019ff00: 00401f10", "0019ffcc: 77c053e8"}));
}

TEST(ExceptionChain, that_leads_nowhere_is_said) {
  EXPECT_TRUE(has_line(chain_of(two_registrations(0x41414141)).run("!exchain"),
                       "Invalid exception stack at 41414141.*"));
}

TEST(ExceptionChain, that_is_empty_is_said) {
  auto memory = two_registrations(0xffffffff);
  memory.u32(0x7ffde000, 0xffffffff);
  EXPECT_EQ(chain_of(memory).run("!exchain"), "The thread has no handlers: its chain is empty\n");
}

TEST(ExceptionChain, of_a_real_process_begins_where_its_TEB_says) {
  CORPUS_SCRIPT(s, "wine/dumps/nullwrite-proc-full-fp.dmp");
  const std::uint64_t teb = number(wine_truth("nullwrite-proc-full-fp")["threads"][0]["teb"]);
  EXPECT_TRUE(has_line(s.lines("!exchain").front(),
                       fmt::format("{:08x}: .+", *s.snapshot().memory->read_u32({teb}))));
}

TEST(ExceptionChain, is_not_kept_by_64_bit_code) {
  CORPUS_SCRIPT(s, "public/calc.dmp");
  EXPECT_TRUE(has(s.run("!exchain"), "64-bit code keeps no chain"));
}

}  // namespace
}  // namespace dumplab::test
