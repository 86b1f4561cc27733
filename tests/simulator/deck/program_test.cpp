// SPDX-License-Identifier: MIT
#include "deck/program.h"

#include <gtest/gtest.h>

namespace dumplab::deck {
namespace {

constexpr unsigned char kHeader[] = {
    'D',  'E',  'C',  'K',   // magic
    0x00, 0x10, 0x00, 0x00,  // start
    0x00, 0x80, 0x00, 0x00,  // stack
    0x34, 0x12, 0x00, 0x00,  // memset
};

TEST(Program, ReadsItsHeader) {
  const auto program = Program::parse(ByteView::of(kHeader, sizeof kHeader));
  ASSERT_TRUE(program);
  EXPECT_EQ(program->start, 0x1000u);
  EXPECT_EQ(program->stack, 0x8000u);
  EXPECT_EQ(program->memset, 0x1234u);
  EXPECT_EQ(program->bytes.size(), sizeof kHeader);
}

TEST(Program, RefusesOtherFiles) {
  EXPECT_EQ(Program::parse(ByteView::of(kHeader, 15)).error().kind, ErrorKind::kTruncated);
  EXPECT_EQ(Program::parse(ByteView::of("MZ..............", 16)).error().kind, ErrorKind::kMalformed);
}

}  // namespace
}  // namespace dumplab::deck
