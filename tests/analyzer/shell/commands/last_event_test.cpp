// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "support/script.h"

namespace dumplab::test {
namespace {

TEST(LastEvent, is_the_exception) {
  const auto& truth = captured("null-pointer").truth;
  EXPECT_EQ(full("null-pointer").run(".lastevent"),
            fmt::format(
                "Last event: {:x}.{:x}: Access violation - code {:08x} (first/second chance not available)\n",
                truth.process_id, truth.exception->thread_id, truth.exception->code));
}

TEST(LastEvent, is_missing_in_a_dump_of_a_hang) {
  ASSERT_FALSE(captured("deadlock").truth.exception);
  EXPECT_TRUE(has(full("deadlock").run(".lastevent"), "The dump has no exception"));
}

// lldb: process 3368, thread 0x65c, 0x80000003.
TEST(LastEvent, of_a_real_dump) {
  CORPUS_SCRIPT(s, "public/calc.dmp");
  EXPECT_EQ(s.run(".lastevent"),
            "Last event: d28.65c: Breakpoint - code 80000003 (first/second chance not available)\n");
}

}  // namespace
}  // namespace dumplab::test
