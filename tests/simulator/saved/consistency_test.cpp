// SPDX-License-Identifier: MIT
#include "saved/consistency.h"

#include <gtest/gtest.h>

#include "x86/page_table.h"

namespace dumplab::saved {
namespace {

class Machine : public testing::Test {
 protected:
  Machine() : machine({.memory = 1 << 20}), kernel(machine, {}), space(kernel.memory(), 4) {
    space.reserve(0x100000, 0x2000, nt::kPageReadWrite, kernel::Owner::kPrivate);
    space.commit(0x100000, 0x2000, nt::kPageReadWrite);
    space.write_value(0x100000, 1);
  }
  std::uint32_t directory() const { return x86::frame_of(space.cr3()); }

  machine::Machine machine;
  kernel::Kernel kernel;
  kernel::AddressSpace space;
};

TEST_F(Machine, that_ran_is_consistent) { EXPECT_EQ(find_inconsistency(kernel), std::nullopt); }

TEST_F(Machine, with_a_page_table_out_of_memory_is_found) {
  machine.memory.write_entry(directory(), 5, 0xfffff000 | x86::kEntryPresent);
  EXPECT_TRUE(find_inconsistency(kernel)->find("out of memory") != std::string::npos);
  machine.memory.write_entry(directory(), 5, 0);
}

TEST_F(Machine, with_a_foreign_cr3_is_found) {
  machine.cpus[0]->paging.cr3 = 0x5000000;
  EXPECT_TRUE(find_inconsistency(kernel)->find("CR3") != std::string::npos);
}

TEST_F(Machine, with_a_frame_both_free_and_in_use_is_found) {
  const std::uint32_t frame = *space.frame_of(0x100000);
  machine.memory.release(frame);
  EXPECT_TRUE(find_inconsistency(kernel)->find("is free and in use") != std::string::npos);
  EXPECT_EQ(machine.memory.allocate_unzeroed(), frame);
}

}  // namespace
}  // namespace dumplab::saved
