// SPDX-License-Identifier: MIT
#include "x86/amd64_code.h"

#include <gtest/gtest.h>

#include <vector>

namespace dumplab::x86 {
namespace {

using Code = std::vector<std::uint8_t>;

struct Case {
  Code bytes;
  unsigned length;  // 0: no CALL
  const char* what;
};

TEST(Amd64Code, finds_the_call_that_ends_where_the_bytes_end) {
  // Encodings: Intel SDM vol. 2, CALL and 2.2.1 (REX).
  const Case cases[] = {
      {{0xe8, 1, 2, 3, 4}, 5, "call rel32"},
      {{0x90, 0x90, 0xff, 0xd0}, 2, "call rax"},
      {{0x90, 0x41, 0xff, 0xd3}, 3, "call r11"},
      {{0x48, 0x8b, 0x43, 0x48, 0xff, 0xd0}, 2, "mov rax, [rbx+48h]; call rax"},
      {{0xff, 0x15, 1, 2, 3, 4}, 6, "call [rip+disp32]"},
      {{0xff, 0x50, 0x28}, 3, "call [rax+28h]"},
      {{0x41, 0xff, 0x94, 0x24, 1, 2, 3, 4}, 8, "call [r12+disp32]"},
      {{0x42, 0xff, 0x14, 0xc8}, 4, "call [rax+r9*8]"},
      {{0xff, 0xe0}, 0, "jmp rax"},
      {{0xff, 0x58, 0x28}, 0, "call far [rax+28h]"},
      {{0x90, 0x90, 0x90, 0x90, 0x90}, 0, "nops"},
      {{}, 0, "nothing"},
  };
  for (const Case& c : cases) EXPECT_EQ(amd64_call_length_before(c.bytes).value_or(0), c.length) << c.what;
}

TEST(Amd64Code, tells_code_that_leaves_the_stack_alone_up_to_its_ret) {
  struct Leaf {
    Code bytes;
    bool is_leaf;
    const char* what;
  };
  const Leaf leaves[] = {
      {{0xc3}, true, "ret"},
      {{0x4c, 0x8b, 0xd1, 0xb8, 0x55, 0, 0, 0, 0x0f, 0x05, 0xc3}, true, "a system call's stub"},
      {{0xcc, 0xc3}, true, "int3; ret"},
      {{0x48, 0x8b, 0x44, 0x24, 0x08, 0xc2, 0x08, 0x00}, true, "mov rax, [rsp+8]; ret 8"},
      {{0x5b, 0xc3}, false, "pop rbx; ret"},
      {{0x48, 0x83, 0xc4, 0x28, 0xc3}, false, "add rsp, 28h; ret"},
      {{0x75, 0x00, 0xc3}, false, "jne; ret"},
      {{0xe8, 0, 0, 0, 0, 0xc3}, false, "call; ret"},
      {{0xeb, 0x00, 0xc3}, false, "jmp; ret"},
      {{0xcd, 0x29, 0xc3}, false, "int 29h; ret"},
      {{0xc9, 0xc3}, false, "leave; ret"},
      {{0x8b, 0xe0, 0xc3}, false, "mov esp, eax; ret"},
      {{0x0f, 0x0b, 0xc3}, false, "ud2; ret"},
      {{0x90, 0x90}, false, "code that is cut"},
  };
  for (const Leaf& leaf : leaves) EXPECT_EQ(is_leaf_to_return(leaf.bytes), leaf.is_leaf) << leaf.what;
}

}  // namespace
}  // namespace dumplab::x86
