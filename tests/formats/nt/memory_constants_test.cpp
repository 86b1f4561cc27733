// SPDX-License-Identifier: MIT
#include "nt/memory_constants.h"

#include <gtest/gtest.h>

#include "nt/status.h"

namespace dumplab::nt {
namespace {

// Values from winnt.h.
TEST(MemoryConstants, have_windows_words) {
  EXPECT_EQ(describe_state(0x1000), "MEM_COMMIT");
  EXPECT_EQ(describe_state(0x2000), "MEM_RESERVE");
  EXPECT_EQ(describe_state(0x10000), "MEM_FREE");
  EXPECT_EQ(describe_type(0x1000000), "MEM_IMAGE");
  EXPECT_EQ(describe_protection(0x104), "PAGE_READWRITE | PAGE_GUARD");
  EXPECT_EQ(describe_protection(0x80), "PAGE_EXECUTE_WRITECOPY");
  EXPECT_EQ(describe_protection(0), "");
  EXPECT_EQ(describe_protection(0x3), "0x3");
}

TEST(Statuses, have_names) {
  EXPECT_EQ(describe_status(0xc0000005), "Access violation");
  EXPECT_EQ(describe_status(0xc0000094), "Integer divide by zero");
  EXPECT_EQ(describe_status(0x12345678), "");
}

}  // namespace
}  // namespace dumplab::nt
