// SPDX-License-Identifier: MIT
// CMP was fused with the Jcc behind it although that Jcc, with an operand-size prefix, is no branch of ours:
// the fused handler then looked for exits that were not there.
#include <gtest/gtest.h>

#include "simulator/cpu/machine.h"

namespace dumplab::cpu::testing {
namespace {

TEST(CompareBeforeBranchWithPrefix, stops_at_the_branch) {
  Machine machine;
  machine.code({0x38, 0xc0, 0x66, 0x74, 0x02, 0x90, 0x90, 0x90, 0x90});  // cmp al, al; jz with prefix 66
  const Stop stop = machine.processor.run(10);
  EXPECT_EQ(stop.kind, Stop::Kind::kFault);
  EXPECT_EQ(stop.fault.vector, x86::kInvalidOpcode);
  EXPECT_EQ(machine.processor.state.eip, kCode + 2);
}

}  // namespace
}  // namespace dumplab::cpu::testing
