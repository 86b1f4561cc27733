// SPDX-License-Identifier: MIT
#include "x86/decoder.h"

#include <gtest/gtest.h>

#include <vector>

namespace dumplab::x86 {
namespace {

using Bytes = std::vector<std::uint8_t>;

TEST(Decoder, gives_length_and_intel_text) {
  const Bytes bytes = {0x8b, 0x44, 0x91, 0x08, 0x90};
  const auto instruction = decode(bytes);
  ASSERT_TRUE(instruction);
  EXPECT_EQ(instruction->length(), 4u);
  EXPECT_EQ(format(*instruction, 0x401000), "mov eax, [ecx+edx*4+0x08]");
}

TEST(Decoder, prints_the_absolute_target_of_a_branch) {
  const auto instruction = decode(Bytes{0xe8, 0xfb, 0xff, 0xff, 0xff});
  ASSERT_TRUE(instruction);
  EXPECT_EQ(format(*instruction, 0x401000), "call 0x00401000");
  EXPECT_EQ(direct_target(*instruction, 0x401000), 0x401000u);
}

TEST(Decoder, tells_short_long_and_invalid_bytes_apart) {
  Instruction instruction;
  EXPECT_EQ(decode_into(Bytes{0xb8, 0x01}, instruction), DecodeStatus::kMoreBytes);
  EXPECT_EQ(decode_into(Bytes(15, 0x66), instruction), DecodeStatus::kTooLong);
  EXPECT_EQ(decode_into(Bytes{0x0f, 0x04, 0, 0}, instruction), DecodeStatus::kInvalid);
  EXPECT_EQ(decode_into(Bytes{0xf0, 0x01, 0xc8}, instruction), DecodeStatus::kInvalid);
  EXPECT_EQ(decode_into(Bytes{}, instruction), DecodeStatus::kMoreBytes);
}

TEST(Decoder, knows_the_parts_of_a_frame) {
  EXPECT_TRUE(is_push_ebp(*decode(Bytes{0x55})));
  EXPECT_FALSE(is_push_ebp(*decode(Bytes{0x54})));
  EXPECT_TRUE(is_mov_ebp_esp(*decode(Bytes{0x8b, 0xec})));
  EXPECT_TRUE(is_mov_ebp_esp(*decode(Bytes{0x89, 0xe5})));
  EXPECT_FALSE(is_mov_ebp_esp(*decode(Bytes{0x8b, 0xe5})));
  EXPECT_TRUE(is_leave(*decode(Bytes{0xc9})));
  EXPECT_TRUE(is_return(*decode(Bytes{0xc2, 0x08, 0x00})));
  EXPECT_TRUE(is_call(*decode(Bytes{0xff, 0xd0})));
  EXPECT_TRUE(is_conditional_branch(*decode(Bytes{0x74, 0x00})));
  EXPECT_TRUE(is_jump(*decode(Bytes{0xeb, 0x00})));
}

TEST(CallLengthBefore, finds_every_form_of_call) {
  const Bytes kCalls[] = {
      {0xe8, 0x10, 0x20, 0x30, 0x40},              // call rel32
      {0xff, 0xd0},                                // call eax
      {0xff, 0x13},                                // call [ebx]
      {0xff, 0x14, 0x24},                          // call [esp]
      {0xff, 0x55, 0x08},                          // call [ebp+8]
      {0xff, 0x54, 0x24, 0x10},                    // call [esp+10h]
      {0xff, 0x15, 0x00, 0x10, 0x40, 0x00},        // call [401000h]
      {0xff, 0x94, 0x8b, 0x00, 0x01, 0x00, 0x00},  // call [ebx+ecx*4+100h]
  };
  for (const Bytes& call : kCalls) {
    EXPECT_EQ(call_length_before(call), call.size());
    Bytes padded(7, 0x90);
    std::copy(call.begin(), call.end(), padded.end() - static_cast<std::ptrdiff_t>(call.size()));
    const auto found = call_length_before(padded);
    ASSERT_TRUE(found);
    EXPECT_EQ(*found, call.size());
  }
}

TEST(CallLengthBefore, leaves_a_segment_prefix_out) {
  EXPECT_EQ(call_length_before(Bytes{0x64, 0xff, 0x15, 0xc0, 0x00, 0x00, 0x00}), 6u);  // call fs:[0c0h]
}

TEST(CallLengthBefore, refuses_what_does_not_end_there) {
  EXPECT_FALSE(call_length_before(Bytes{}));
  EXPECT_FALSE(call_length_before(Bytes{0x90, 0x90, 0x90, 0x90, 0x90, 0x90, 0x90}));
  EXPECT_FALSE(call_length_before(Bytes{0xff, 0xe0}));                                // jmp eax
  EXPECT_FALSE(call_length_before(Bytes{0xe8, 0x00, 0x00, 0x00}));                    // one byte short
  EXPECT_FALSE(call_length_before(Bytes{0xff, 0xd0, 0x90}));                          // a nop after the call
  EXPECT_FALSE(call_length_before(Bytes{0x66, 0xe8, 0x00, 0x00}));                    // 16-bit target
  EXPECT_FALSE(call_length_before(Bytes{0x9a, 0x00, 0x00, 0x00, 0x00, 0x1b, 0x00}));  // far
}

}  // namespace
}  // namespace dumplab::x86
