// SPDX-License-Identifier: MIT
#include <map>

#include "support/script.h"

namespace dumplab::test {
namespace {

TEST(Handles, have_the_layout_of_WinDbg) {
  Snapshot s = hand_made();
  HandleDescriptor& handle = s.handles.emplace_back();
  handle.Handle = 0x5c;
  handle.TypeName = "Event";
  handle.GrantedAccess = 0x1f0003;
  handle.HandleCount = 2;
  handle.PointerCount = 3;
  EXPECT_EQ(script_of(s).lines("!handle 5c 7"),
            (Lines{"Handle 5c", "  Type          Event", "  Attributes    0", "  GrantedAccess 0x1f0003:",
                   "         Delete,ReadControl,WriteDac,WriteOwner,Synch", "         QueryState,ModifyState",
                   "  HandleCount   2", "  PointerCount  3", "  Name          <none>"}));
  EXPECT_EQ(script_of(s).run("!handle 60"), "There is no handle 60 in the dump\n");
}

TEST(Handles, are_the_machines) {
  const auto& truth = captured("ten-waiters").truth;
  std::map<std::uint64_t, std::string> seen;
  for (const Json& row : full("ten-waiters").facts("!handle"))
    if (row.contains("handle")) seen[number(row["handle"])] = row["type"];
  ASSERT_EQ(seen.size(), truth.handles.size());
  for (const auto& handle : truth.handles) EXPECT_EQ(seen[handle.handle], handle.type);
}

TEST(Handles, are_not_in_every_dump) {
  CORPUS_SCRIPT(s, "public/minidump2.dmp");
  EXPECT_EQ(s.run("!handle"), "The dump has no handles (no HandleDataStream)\n");
}

}  // namespace
}  // namespace dumplab::test
