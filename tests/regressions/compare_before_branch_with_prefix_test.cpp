// SPDX-License-Identifier: MIT
// CMP was fused with a Jcc behind it that has an operand-size prefix while such branches were not there yet: the
// fused handler then looked for exits that did not exist.
#include <gtest/gtest.h>

#include "simulator/cpu/machine.h"

namespace dumplab::cpu::testing {
namespace {

TEST(CompareBeforeBranchWithPrefix, cuts_the_target_to_16_bits) {
  Machine machine;
  machine.code({0x38, 0xc0, 0x66, 0x74, 0x02, 0x90, 0x90, 0x90, 0x90});  // cmp al, al; jz with prefix 66
  const Stop stop = machine.processor.run(10);
  EXPECT_EQ(stop.kind, Stop::Kind::kFault);
  EXPECT_EQ(stop.fault.vector, x86::kPageFault);
  EXPECT_EQ(machine.processor.state.eip, (kCode + 7) & 0xffff);
}

}  // namespace
}  // namespace dumplab::cpu::testing
