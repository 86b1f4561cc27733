// SPDX-License-Identifier: MIT
#include "support/script.h"

namespace dumplab::test {
namespace {

TEST(Protection, is_that_of_the_region) {
  Snapshot s = hand_made();
  s.regions.push_back({0x3a0000, 0x3a0000, 4, 0x10000, 0x1000, 0x20, 0x20000});
  EXPECT_EQ(
      script_of(s).lines("!vprot 3a1234"),
      (Lines{"BaseAddress:        003a0000", "AllocationBase:     003a0000",
             "AllocationProtect:  00000004  PAGE_READWRITE", "RegionSize:         00010000",
             "State:              00001000  MEM_COMMIT", "Protect:            00000020  PAGE_EXECUTE_READ",
             "Type:               00020000  MEM_PRIVATE"}));
}

TEST(Protection, is_not_in_every_dump) {
  CORPUS_SCRIPT(s, "public/minidump2.dmp");
  EXPECT_TRUE(has(s.run("!vprot 12fe84"), "Protect:            not in the dump\n"));
}

}  // namespace
}  // namespace dumplab::test
