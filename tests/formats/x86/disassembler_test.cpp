// SPDX-License-Identifier: MIT
// Encodings from the Intel SDM; text by Microsoft's conventions (MASM numbers, "dword ptr", no blank behind a
// comma, JE and not JZ), written by hand.
#include "x86/disassembler.h"

#include <gtest/gtest.h>

#include "x86/flags.h"

namespace dumplab::x86 {
namespace {

std::string text_of(std::vector<std::uint8_t> bytes, bool is_64_bit = false, const std::string& name = {}) {
  const Disassembler disassembler(is_64_bit, [&](std::uint64_t) { return name; });
  const auto code = disassembler.read(bytes, 0x401000);
  if (!code) return "none";
  EXPECT_EQ(code->instruction.length(), bytes.size()) << code->mnemonic;
  return code->mnemonic + (code->operands.empty() ? "" : " ") + code->operands;
}

struct Case {
  std::vector<std::uint8_t> bytes;
  const char* text;
};

TEST(Disassembler, writes_code_as_Microsoft_does) {
  const Case cases[] = {
      {{0x55}, "push ebp"},
      {{0x8b, 0xec}, "mov ebp,esp"},
      {{0x8b, 0x01}, "mov eax,dword ptr [ecx]"},
      {{0x8b, 0x45, 0xfc}, "mov eax,dword ptr [ebp-4]"},
      {{0x8b, 0x45, 0x0c}, "mov eax,dword ptr [ebp+0Ch]"},
      {{0x83, 0xec, 0x0c}, "sub esp,0Ch"},
      {{0x83, 0xc4, 0x14}, "add esp,14h"},
      {{0x6a, 0x05}, "push 5"},
      {{0x68, 0xef, 0xbe, 0xad, 0xde}, "push 0DEADBEEFh"},
      {{0x8d, 0x45, 0xf0}, "lea eax,[ebp-10h]"},
      {{0x8d, 0x04, 0x8d, 0x10, 0x00, 0x00, 0x00}, "lea eax,[ecx*4+10h]"},
      {{0x0f, 0xb6, 0x41, 0x01}, "movzx eax,byte ptr [ecx+1]"},
      {{0x66, 0x89, 0x0a}, "mov word ptr [edx],cx"},
      {{0x85, 0xc0}, "test eax,eax"},
      {{0xff, 0x75, 0x08}, "push dword ptr [ebp+8]"},
      {{0xc2, 0x14, 0x00}, "ret 14h"},
      {{0xc3}, "ret"},
      {{0xcc}, "int 3"},
      {{0x90}, "nop"},
      {{0xf0, 0x0f, 0xb1, 0x0a}, "lock cmpxchg dword ptr [edx],ecx"},
      {{0xdd, 0x45, 0xf8}, "fld qword ptr [ebp-8]"},
  };
  for (const Case& c : cases) EXPECT_EQ(text_of(c.bytes), c.text);
}

TEST(Disassembler, uses_Microsofts_words_for_conditions) {
  const std::pair<std::uint8_t, const char*> conditions[] = {
      {0x70, "jo"},  {0x71, "jno"}, {0x72, "jb"},  {0x73, "jae"}, {0x74, "je"}, {0x75, "jne"},
      {0x76, "jbe"}, {0x77, "ja"},  {0x78, "js"},  {0x79, "jns"}, {0x7a, "jp"}, {0x7b, "jnp"},
      {0x7c, "jl"},  {0x7d, "jge"}, {0x7e, "jle"}, {0x7f, "jg"}};
  for (const auto& [code, word] : conditions)
    EXPECT_EQ(text_of({code, 0x06}), std::string(word) + " 00401008");
  EXPECT_EQ(text_of({0x0f, 0x94, 0xc0}), "sete al");
  EXPECT_EQ(text_of({0x0f, 0x45, 0xc1}), "cmovne eax,ecx");
}

TEST(Disassembler, names_targets) {
  EXPECT_EQ(text_of({0xe8, 0x3b, 0x00, 0x00, 0x00}, false, "lab!Walk"), "call lab!Walk (00401040)");
  EXPECT_EQ(text_of({0xe8, 0x3b, 0x00, 0x00, 0x00}), "call 00401040");
  EXPECT_EQ(text_of({0xeb, 0xfe}, false, "lab!Spin1h"), "jmp lab!Spin1h (00401000)")
      << "a name is not shortened";
}

TEST(Disassembler, writes_string_instructions_with_their_prefix) {
  EXPECT_TRUE(text_of({0xf3, 0xa5}).starts_with("rep movs")) << text_of({0xf3, 0xa5});
  EXPECT_TRUE(text_of({0xf2, 0xae}).starts_with("repne scas"));
}

TEST(Disassembler, writes_64_bit_code) {
  EXPECT_EQ(text_of({0x48, 0x89, 0x5c, 0x24, 0x08}, true), "mov qword ptr [rsp+8],rbx");
  EXPECT_EQ(text_of({0x41, 0x57}, true), "push r15");
  EXPECT_EQ(text_of({0xe8, 0x3b, 0x00, 0x00, 0x00}, true), "call 00000000`00401040");
}

TEST(Disassembler, gives_nothing_for_no_code) {
  EXPECT_EQ(text_of({0x8b}), "none") << "cut";
  EXPECT_EQ(text_of({}), "none");
  EXPECT_EQ(text_of({0x0f, 0xff}), "none");
}

// Intel SDM vol. 2, "Jcc": A is CF=0 and ZF=0, G is ZF=0 and SF=OF, ...
TEST(WouldBranch, follows_the_flags) {
  const auto taken = [](std::uint8_t code, std::uint32_t flags, std::uint64_t counter = 0) {
    const auto instruction = decode(std::vector<std::uint8_t>{code, 0x06});
    return instruction ? would_branch(*instruction, flags, counter) : std::nullopt;
  };
  EXPECT_EQ(taken(0x74, kZero), true);
  EXPECT_EQ(taken(0x75, kZero), false);
  EXPECT_EQ(taken(0x77, 0), true);
  EXPECT_EQ(taken(0x77, kCarry), false);
  EXPECT_EQ(taken(0x7c, kSign), true);
  EXPECT_EQ(taken(0x7c, kSign | kOverflow), false);
  EXPECT_EQ(taken(0x7f, 0), true);
  EXPECT_EQ(taken(0x7e, kZero), true);
  EXPECT_EQ(taken(0xe3, 0, 0), true) << "JECXZ";
  EXPECT_EQ(taken(0xe2, 0, 1), false) << "LOOP ends at 1";
  EXPECT_EQ(taken(0xeb, 0), std::nullopt) << "JMP has no condition";
}

}  // namespace
}  // namespace dumplab::x86
