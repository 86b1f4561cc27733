// SPDX-License-Identifier: MIT
#include "snapshot/captured_memory.h"
#include "support/hand_made_dump.h"
#include "support/script.h"

namespace dumplab::test {
namespace {

TEST(ContextRecord, is_read_from_memory) {
  const std::vector<std::byte> context = x86_context(0x19ff00, 0x401013, 0x19fef8).build();
  ASSERT_EQ(context.size(), 716u);
  auto memory = std::make_shared<snapshot::CapturedMemory>();
  memory->append({0x20000}, context);
  Snapshot snapshot = hand_made(memory);
  snapshot.threads.emplace_back().context = ContextX86{};
  Script s = script_of(snapshot);
  EXPECT_TRUE(has(s.run(".cxr 20000"), "eip=00401013 esp=0019fef8 ebp=0019ff00 iopl=0"));
  EXPECT_EQ(s.run("r ebp"), "ebp=0019ff00\n");
  EXPECT_EQ(s.run(".cxr"), "Resetting default scope\n");
  EXPECT_EQ(s.run("r ebp"), "ebp=00000000\n");
}

TEST(ContextRecord, says_what_is_none) {
  EXPECT_TRUE(
      has_line(full("deadlock").run(".cxr @$peb"), "[0-9a-f]{8} is no CONTEXT: its ContextFlags are .+"));
}

TEST(ContextRecord, says_what_is_not_there) {
  CORPUS_SCRIPT(s, "public/minidump2.dmp");
  EXPECT_EQ(s.run(".cxr 10"), "Unable to read a context: 00000010 is not in the dump\n");
}

}  // namespace
}  // namespace dumplab::test
