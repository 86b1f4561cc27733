// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "analyzer/hand_made_memory.h"
#include "support/script.h"

namespace dumplab::test {
namespace {

/// A thread at 00401013, whose code and stack are in memory.
Script at(ContextX86 context, const HandMadeMemory& memory) {
  Snapshot s = hand_made(memory.build());
  s.threads.emplace_back().context = context;
  return script_of(s);
}

ContextX86 sample_context() {
  ContextX86 c;
  c.ContextFlags = 0x1003f;
  c.Ebx = 0x7ffde000;
  c.Edx = 0x77bf70f4;
  c.Esi = 0x003a2c18;
  c.Eip = 0x401013;
  c.Esp = 0x19fef8;
  c.Ebp = 0x19ff00;
  c.EFlags = 0x10246;
  c.SegCs = 0x1b;
  c.SegSs = c.SegDs = c.SegEs = 0x23;
  c.SegFs = 0x3b;
  return c;
}

TEST(Registers, have_the_layout_of_WinDbg) {
  HandMadeMemory memory;
  memory.u16(0x401013, 0x018b);  // mov eax,[ecx]
  EXPECT_EQ(at(sample_context(), memory).lines("r"),
            (Lines{"eax=00000000 ebx=7ffde000 ecx=00000000 edx=77bf70f4 esi=003a2c18 edi=00000000",
                   "eip=00401013 esp=0019fef8 ebp=0019ff00 iopl=0         nv up ei pl zr na pe nc",
                   "cs=001b  ss=0023  ds=0023  es=0023  fs=003b  gs=0000             efl=00010246",
                   "00401013 8b01            mov     eax,dword ptr [ecx]  ds:0023:00000000=????????"}));
}

TEST(Registers, show_what_the_instruction_works_on) {
  HandMadeMemory memory;
  memory.u16(0x401013, 0x0674);  // je
  EXPECT_TRUE(has(at(sample_context(), memory).run("r"), "je      0040101b  [br=1]\n")) << "ZF is set";
  memory.u16(0x401013, 0x0675);
  EXPECT_TRUE(has(at(sample_context(), memory).run("r"), "jne     0040101b  [br=0]\n"));
  memory.u16(0x401013, 0x068a).u16(0x3a2c18, 0x1234);  // mov al,[esi]
  EXPECT_TRUE(has(at(sample_context(), memory).run("r"), "mov     al,byte ptr [esi]  ds:0023:003a2c18=34\n"));
}

TEST(Registers, do_not_show_the_stack_that_RET_and_PUSH_use) {
  HandMadeMemory memory;
  memory.u16(0x401013, 0x90c3).u32(0x19fef8, 0x401000);
  EXPECT_EQ(at(sample_context(), memory).lines("r").back(), "00401013 c3              ret");
  memory.u16(0x401013, 0x9055);
  EXPECT_EQ(at(sample_context(), memory).lines("r").back(), "00401013 55              push    ebp");
}

// Intel SDM vol. 1, "EFLAGS Register": CF 1, PF 4, AF 10h, ZF 40h, SF 80h, IF 200h, DF 400h, OF 800h.
TEST(Registers, have_words_for_flags) {
  ContextX86 c = sample_context();
  const auto words = [&](std::uint32_t flags) {
    c.EFlags = flags;
    const std::string line = at(c, HandMadeMemory()).lines("r")[1];
    return line.substr(line.find("iopl=0") + 15);
  };
  EXPECT_EQ(words(0), "nv up di pl nz na po nc");
  EXPECT_EQ(words(0xed5), "ov dn ei ng zr ac pe cy");
}

TEST(Registers, are_shown_one_by_one) {
  Script s = at(sample_context(), HandMadeMemory());
  EXPECT_EQ(s.run("r ebx"), "ebx=7ffde000\n");
  EXPECT_EQ(s.run("r $t3 = ebp + 8; ? @$t3"), "Evaluate expression: 1703688 = 0019ff08\n");
  EXPECT_TRUE(has(s.run("r eax=1"), "the registers of a dump stay as they are"));
  EXPECT_EQ(s.run("r xyz"), "There is no register xyz\n");
}

TEST(Registers, are_the_machines) {
  const auto& truth = captured("deadlock").truth;
  Script s = full("deadlock");
  for (std::size_t i = 0; i < truth.threads.size(); ++i)
    EXPECT_TRUE(has(s.run(fmt::format("~{}s; r", i)),
                    fmt::format("eip={:08x} esp={:08x} ebp={:08x}", truth.threads[i].context.Eip,
                                truth.threads[i].context.Esp, truth.threads[i].context.Ebp)));
}

// lldb.
TEST(Registers, of_64_bits) {
  CORPUS_SCRIPT(s, "public/calc.dmp");
  const Lines lines = s.lines("r");
  EXPECT_EQ(lines[0], "rax=000007fffffd5000 rbx=0000000000000000 rcx=000007fffffd9000");
  EXPECT_EQ(lines[1], "rdx=0000000077812c50 rsi=0000000000000000 rdi=0000000000000000");
  EXPECT_EQ(lines[2], "rip=000000007776ae10 rsp=0000000003a7ff08 rbp=0000000000000000");
  EXPECT_EQ(lines[3], " r8=0000000000000000  r9=0000000077812c50 r10=0000000000000000");
}

}  // namespace
}  // namespace dumplab::test
