// SPDX-License-Identifier: MIT
#include "deck/code_window.h"

#include <gtest/gtest.h>

namespace dumplab::deck {
namespace {

constexpr std::uint32_t kPages = 12;

struct CodeWindowTest : testing::Test {
  CodeWindowTest() {
    std::vector<std::byte> bytes(kPages * 4096);
    for (std::uint32_t page = 0; page < kPages; ++page) bytes[page * 4096] = static_cast<std::byte>(page);
    program = *disk.create("C:\\Program.exe", bytes);
  }
  /// The file's page that is fetched at `eip`.
  unsigned page_at(CodeWindow& window, std::uint32_t eip) {
    cpu::PageView view;
    EXPECT_FALSE(window.translate(eip, cpu::Access::kExecute, view));
    return static_cast<unsigned>(view.host[0]);
  }
  machine::PhysicalMemory memory{1 << 20};
  machine::Disk disk{1 << 20};
  const machine::DiskFile* program = nullptr;
};

TEST_F(CodeWindowTest, AnEipOutsideIsAnInterrupt) {
  CodeWindow window(memory, disk, *program, LoadRule::kContaining);
  cpu::PageView view;
  EXPECT_TRUE(window.translate(0x1000, cpu::Access::kExecute, view));
  ASSERT_TRUE(window.load(0x1000));
  EXPECT_EQ(page_at(window, 0x1000), 1u);
  EXPECT_EQ(page_at(window, 0x3fff), 3u);
  EXPECT_TRUE(window.translate(0x4000, cpu::Access::kExecute, view));
}

TEST_F(CodeWindowTest, TheNextFourPagesAreWrongAfterAJumpBack) {
  CodeWindow window(memory, disk, *program, LoadRule::kNext);
  ASSERT_TRUE(window.load(0x1000));
  ASSERT_TRUE(window.load(0x4000));
  EXPECT_TRUE(window.loads().back().right);
  ASSERT_TRUE(window.load(0x3ff8));
  EXPECT_FALSE(window.loads().back().right);
  EXPECT_EQ(page_at(window, 0x3ff8), 11u);
  EXPECT_FALSE(window.load(0x0)) << "behind the end of the program";
}

TEST_F(CodeWindowTest, ThePagesOfEipAreRightAfterAJumpBack) {
  CodeWindow window(memory, disk, *program, LoadRule::kContaining);
  ASSERT_TRUE(window.load(0x4000));
  ASSERT_TRUE(window.load(0x3ff8));
  EXPECT_EQ(page_at(window, 0x3ff8), 3u);
}

TEST_F(CodeWindowTest, DataIsPhysical) {
  CodeWindow window(memory, disk, *program, LoadRule::kNext);
  cpu::PageView view;
  EXPECT_FALSE(window.translate(0x7123, cpu::Access::kWrite, view));
  EXPECT_EQ(view.frame, 7u);
  EXPECT_TRUE(window.translate(1 << 20, cpu::Access::kRead, view));
}

}  // namespace
}  // namespace dumplab::deck
