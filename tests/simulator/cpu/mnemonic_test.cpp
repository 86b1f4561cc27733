// SPDX-License-Identifier: MIT
// No instruction that compilers emit for this generation may be missing.
#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "simulator/cpu/machine.h"
#include "x86/decoder.h"

namespace dumplab::cpu::testing {
namespace {

// What a linear sweep finds in Lua, zlib, SQLite and the mingw CRT, built by gcc 12 and clang 19.
// -march=i686 and -march=pentium4.
constexpr const char* kI686 =
    "adc add and bsr bswap bt bts call cbw cdq cmovb cmovbe cmovl cmovle cmovnb cmovnbe cmovnl cmovnle "
    "cmovno cmovns cmovnz cmovo cmovs cmovz cmp cmpxchg cwde dec div fabs fadd faddp fchs fcmove "
    "fcmovnb fcmovnbe fcmovne fcmovu fcomi fcomip fdiv fdivp fdivr fdivrp fiadd fidivr fild fimul fist "
    "fistp fisub fld fld1 fldcw fldz fmul fmulp fninit fnstcw fnstsw frndint fsqrt fst fstp fsub fsubp "
    "fsubr fsubrp fucomi fucomip fwait fxam fxch idiv imul inc jb jbe jl jle jmp jnb jnbe jnl jnle jno "
    "jnp jns jnz jo jp js jz lea leave lodsb mov movsb movsd movsx movzx mul neg not or pop push ret "
    "rol sar sbb scasb setb setbe setl setle setnb setnbe setnl setnle setno setnp setns setnz seto "
    "setp sets setz shl shld shr shrd stosb stosd stosw sub test tzcnt ud2 xchg xor ";
constexpr const char* kPentium4 =
    "adc add addsd and andnpd andpd andps bsr bswap bt bts call cdq cmovb cmovbe cmovl cmovle cmovnb "
    "cmovnbe cmovnl cmovnle cmovno cmovns cmovnz cmovo cmovs cmovz cmp cmppd cmpsd cmpxchg comisd "
    "cvtdq2pd cvtsd2ss cvtsi2sd cvtss2sd cvttpd2dq cvttps2dq cvttsd2si cwde dec div divsd fadd faddp "
    "fchs fcmove fcmovnb fcomi fcomip fdiv fdivp fdivr fdivrp fild fist fistp fisub fld fld1 fldcw fldz "
    "fmul fmulp fninit fnstcw fnstsw fst fstp fsub fsubp fsubr fsubrp fucomi fucomip fwait fxam fxch "
    "idiv imul inc jb jbe jl jle jmp jnb jnbe jnl jnle jno jnp jns jnz jo jp js jz lea leave lodsb "
    "maxsd mfence minsd mov movapd movaps movd movdqa movdqu movlpd movlps movmskps movq movsb movsd "
    "movss movsw movsx movupd movups movzx mul mulsd mulss neg not or orpd packssdw packuswb paddb "
    "paddd paddq paddw pand pandn pcmpeqb pcmpeqd pcmpeqw pcmpgtb pcmpgtd pcmpgtw pextrw pinsrw "
    "pmovmskb pmullw pmuludq pop por pshufd pshufhw pshuflw pslld psllq psllw psrad psrld psrldq psrlq "
    "psrlw psubd psubusw psubw punpckhbw punpckhdq punpcklbw punpckldq punpcklqdq punpcklwd push pxor "
    "ret rol sar sbb setb setbe setl setle setnb setnbe setnl setnle setno setnp setns setnz seto setp "
    "sets setz shl shld shr shrd shufps sqrtsd stosb stosd stosw sub subsd test tzcnt ucomisd ud2 xchg "
    "xor xorpd xorps ";

std::set<std::string> words(const std::string& text) {
  std::istringstream stream(text);
  std::set<std::string> result;
  for (std::string word; stream >> word;) result.insert(word);
  return result;
}

/// Far transfers and those that cut EIP to 16 bits are not of this machine, SSE4 forms not of this
/// generation.
bool is_expected(const x86::Instruction& instruction) {
  if (instruction.raw.meta.isa_set == ZYDIS_ISA_SET_SSE4) return false;
  const bool branches = instruction.raw.meta.branch_type != ZYDIS_BRANCH_TYPE_NONE;
  const bool narrow = (instruction.raw.attributes & ZYDIS_ATTRIB_HAS_OPERANDSIZE) != 0;
  return instruction.raw.meta.branch_type != ZYDIS_BRANCH_TYPE_FAR && !(branches && narrow);
}

bool is_implemented(Machine& machine, const std::vector<std::uint8_t>& bytes) {
  machine.poke(kCode, bytes);
  machine.processor.state = State{};
  machine.eip() = kCode;
  machine.processor.state.gpr = {kData, 1, kData, kData, kTop, kTop, kData, kData};
  return machine.processor.run(1).fault.unimplemented == nullptr;
}

/// Runs every encoding of the mnemonics in `wanted`; returns those of which none decodes.
std::set<std::string> run_all(const std::set<std::string>& wanted) {
  std::set<std::string> unseen = wanted;
  Machine machine;
  for (const int prefix : {0, 0x66, 0xf2, 0xf3}) {
    for (const bool two_bytes : {false, true}) {
      for (unsigned opcode = 0; opcode < 256; ++opcode) {
        for (unsigned modrm = 0; modrm < 256; ++modrm) {
          std::vector<std::uint8_t> bytes;
          if (prefix != 0) bytes.push_back(static_cast<std::uint8_t>(prefix));
          if (two_bytes) bytes.push_back(0x0f);
          bytes.push_back(static_cast<std::uint8_t>(opcode));
          bytes.push_back(static_cast<std::uint8_t>(modrm));
          bytes.resize(x86::kMaxInstructionLength, 1);
          const std::optional<x86::Instruction> instruction = x86::decode(bytes);
          if (!instruction) continue;
          const std::string name = x86::mnemonic_text(instruction->mnemonic());
          if (!wanted.contains(name) || !is_expected(*instruction)) continue;
          unseen.erase(name);
          EXPECT_TRUE(is_implemented(machine, bytes)) << x86::format(*instruction, kCode);
          const bool no_modrm = (instruction->raw.attributes & ZYDIS_ATTRIB_HAS_MODRM) == 0;
          if (no_modrm) break;
        }
      }
    }
  }
  return unseen;
}

TEST(Mnemonics, all_that_compilers_emit_for_i686_are_there) {
  EXPECT_EQ(words(kI686).size(), 141u);
  EXPECT_EQ(run_all(words(kI686)), std::set<std::string>());
}

TEST(Mnemonics, all_that_compilers_emit_for_the_pentium_4_are_there) {
  EXPECT_EQ(words(kPentium4).size(), 211u);
  EXPECT_EQ(run_all(words(kPentium4)), std::set<std::string>());
}

TEST(Mnemonics, the_rest_of_x87_and_of_sse2_are_there) {
  EXPECT_EQ(
      run_all(words(
          "fbld fbstp fclex fcom fcomp fcompp fcos fdecstp ffree ficom ficomp fincstp fldenv fldl2e fldl2t "
          "fldlg2 "
          "fldln2 fldpi fnclex fnop fnsave fnstenv fpatan fprem fprem1 fptan frstor fscale fsin fsincos "
          "ftst fucom fucomp fucompp fxtract fyl2x fyl2xp1 f2xm1 fcmovbe fcmovnu fisubr fxsave fxrstor "
          "emms maskmovq maskmovdqu movntdq movntps movntpd movntq movnti pmaddwd psadbw pavgb pshufw "
          "cvtpi2ps cvtps2pi cvttps2pi cvtpi2pd cvtpd2pi cvttpd2pi rcpps rcpss rsqrtps rsqrtss clflush "
          "ldmxcsr stmxcsr movdq2q movq2dq movhlps movlhps movhps movhpd movmskpd pslldq shufpd lzcnt "
          "comiss ucomiss cmpps cmpss minps maxpd sqrtpd divps")),
      std::set<std::string>{"fclex"});  // FWAIT and FNCLEX
}

}  // namespace
}  // namespace dumplab::cpu::testing
