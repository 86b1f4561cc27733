// SPDX-License-Identifier: MIT
#include "nt/context_codec.h"

#include <gtest/gtest.h>

namespace dumplab::nt {
namespace {

// Offsets of the 32-bit CONTEXT from winnt.h.
TEST(ContextCodec, finds_registers_at_winnt_offsets) {
  std::vector<std::byte> bytes(kContextX86Size);
  const auto put = [&](std::size_t offset, unsigned value) { bytes[offset] = static_cast<std::byte>(value); };
  put(0x00, 0x3f);
  put(0x9c, 1);  // Edi
  put(0xa4, 2);  // Ebx
  put(0xb0, 3);  // Eax
  put(0xb4, 4);  // Ebp
  put(0xb8, 5);  // Eip
  put(0xc0, 6);  // EFlags
  put(0xc4, 7);  // Esp
  put(0xc8, 8);  // SegSs
  put(0xcc, 9);  // first extended byte
  const auto context = read_context_x86(ByteView(bytes));
  ASSERT_TRUE(context);
  EXPECT_EQ(context->ContextFlags, 0x3fu);
  EXPECT_EQ(context->Edi, 1u);
  EXPECT_EQ(context->Ebx, 2u);
  EXPECT_EQ(context->Eax, 3u);
  EXPECT_EQ(context->Ebp, 4u);
  EXPECT_EQ(context->Eip, 5u);
  EXPECT_EQ(context->EFlags, 6u);
  EXPECT_EQ(context->Esp, 7u);
  EXPECT_EQ(context->SegSs, 8u);
  EXPECT_EQ(context->ExtendedRegisters[0], 9u);
  EXPECT_EQ(bytes_of_context(*context), bytes);
}

TEST(ContextCodec, finds_amd64_registers_and_keeps_every_byte) {
  std::vector<std::byte> bytes(kContextAmd64Size + 16);
  bytes[0x98] = std::byte{0x11};  // Rsp
  bytes[0xf8] = std::byte{0x22};  // Rip
  bytes.back() = std::byte{0x33};
  const auto context = read_context_amd64(ByteView(bytes));
  ASSERT_TRUE(context);
  EXPECT_EQ(context->Rsp, 0x11u);
  EXPECT_EQ(context->Rip, 0x22u);
  EXPECT_EQ(bytes_of_context(*context), bytes);
}

TEST(ContextCodec, refuses_a_short_context) {
  const std::vector<std::byte> bytes(kContextX86Size - 1);
  EXPECT_FALSE(read_context_x86(ByteView(bytes)));
  EXPECT_FALSE(read_context_amd64(ByteView(bytes)));
}

}  // namespace
}  // namespace dumplab::nt
