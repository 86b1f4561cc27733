// SPDX-License-Identifier: MIT
#include "machine/page_walk.h"

#include <gtest/gtest.h>

#include <cstring>

#include "x86/vectors.h"

namespace dumplab::machine {
namespace {

using cpu::Access;

// Frame 1: directory; 2: table of the directory's entry 1 (linear 0x00400000-0x007fffff); 3 and 4: pages.
class Walk : public testing::Test {
 protected:
  Walk() : memory(16 * x86::kPageSize), walk(memory) {
    for (std::uint32_t frame = 1; frame <= 4; ++frame) EXPECT_EQ(memory.allocate(), frame);
    memory.write_entry(1, 1, 2u << 12 | 0x7);
    memory.write_entry(2, 0, 3u << 12 | 0x7);
    memory.write_entry(2, 1, 4u << 12 | 0x5);
    walk.cr3 = 1u << 12;
  }
  std::optional<cpu::Fault> touch(std::uint32_t linear, Access access) {
    return walk.translate(linear, access, view);
  }

  PhysicalMemory memory;
  PageWalk walk;
  cpu::PageView view;
};

TEST_F(Walk, finds_the_frame_and_sets_accessed) {
  ASSERT_FALSE(touch(0x00400123, Access::kRead));
  EXPECT_EQ(view.frame, 3u);
  EXPECT_EQ(view.host, memory.host(3));
  EXPECT_FALSE(view.writable) << "not dirty yet: the first write must come here";
  EXPECT_EQ(memory.read_entry(2, 0), (3u << 12 | 0x27));
  EXPECT_EQ(memory.read_entry(1, 1), (2u << 12 | 0x27));
}

TEST_F(Walk, sets_dirty_on_the_first_write) {
  ASSERT_FALSE(touch(0x00400123, Access::kWrite));
  EXPECT_TRUE(view.writable);
  EXPECT_EQ(memory.read_entry(2, 0), (3u << 12 | 0x67));
}

// Error codes: SDM vol. 3, figure 4-12.
TEST_F(Walk, tells_a_missing_page_from_a_protected_one) {
  const auto missing = touch(0x00402004, Access::kRead);
  ASSERT_TRUE(missing);
  EXPECT_EQ(missing->vector, x86::kPageFault);
  EXPECT_EQ(missing->error_code, 0x4u);
  EXPECT_EQ(missing->linear, 0x00402004u);
  EXPECT_EQ(touch(0x00402004, Access::kWrite)->error_code, 0x6u);
  EXPECT_EQ(touch(0x00401000, Access::kWrite)->error_code, 0x7u);
  EXPECT_FALSE(touch(0x00401000, Access::kRead));
  EXPECT_EQ(touch(0x00800000, Access::kRead)->error_code, 0x4u) << "no table";
}

TEST_F(Walk, supervisor_pages_are_out_of_reach) {
  memory.write_entry(2, 0, 3u << 12 | 0x3);
  EXPECT_EQ(touch(0x00400000, Access::kRead)->error_code, 0x5u);
}

TEST(PhysicalMemory, gives_the_lowest_free_frame_zeroed) {
  PhysicalMemory memory(64 * 1024);
  const auto first = *memory.allocate(), second = *memory.allocate();
  std::memset(memory.host(first), 0xff, x86::kPageSize);
  memory.release(first);
  EXPECT_EQ(memory.allocate(), first);
  EXPECT_EQ(memory.read_entry(first, 0), 0u);
  EXPECT_EQ(memory.allocate(), second + 1);
  while (memory.allocate()) {
  }
  EXPECT_EQ(memory.free_count(), 0u);
}

}  // namespace
}  // namespace dumplab::machine
