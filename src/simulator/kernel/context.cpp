// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstring>

#include "kernel/kernel.h"
#include "nt/context_codec.h"
#include "x86/registers.h"

namespace dumplab::kernel {
namespace {

// FXSAVE image. Source: Intel SDM vol. 1, table 10-2.
constexpr std::size_t kFcw = 0, kFsw = 2, kFtw = 4, kFop = 6, kFip = 8, kFcs = 12, kFdp = 16, kFds = 20,
                      kSt0 = 32;

std::uint32_t get16(const cpu::State& state, std::size_t offset) {
  return static_cast<std::uint32_t>(state.fxsave[offset] | state.fxsave[offset + 1] << 8);
}
std::uint32_t get32(const cpu::State& state, std::size_t offset) {
  return get16(state, offset) | get16(state, offset + 2) << 16;
}

/// Two tag bits per register of FSAVE from FXSAVE's one: 0 valid, 1 zero, 2 special, 3 empty.
std::uint32_t full_tag_word(const cpu::State& state) {
  const unsigned top = get16(state, kFsw) >> 11 & 7;
  std::uint32_t tags = 0;
  for (unsigned physical = 0; physical < 8; ++physical) {
    std::uint32_t tag = 3;
    if (state.fxsave[kFtw] >> physical & 1) {
      const std::size_t at = kSt0 + 16 * ((physical - top) & 7);
      const std::uint32_t exponent = get16(state, at + 8) & 0x7fff;
      const bool integer_bit = state.fxsave[at + 7] & 0x80;
      const bool zero = exponent == 0 && get32(state, at) == 0 && get32(state, at + 4) == 0;
      tag = zero ? 1 : exponent == 0x7fff || exponent == 0 || !integer_bit ? 2 : 0;
    }
    tags |= tag << 2 * physical;
  }
  return tags;
}

}  // namespace

cpu::State first_state() {
  constexpr std::uint8_t kControlWord[] = {0x7f, 0x02};
  cpu::State state;
  std::copy_n(kControlWord, sizeof kControlWord, state.fxsave.begin());
  return state;
}

ContextX86 context_of(const cpu::State& state) {
  ContextX86 c;
  c.ContextFlags = nt::kContextAll;
  c.FloatSave.ControlWord = 0xffff0000 | get16(state, kFcw);
  c.FloatSave.StatusWord = 0xffff0000 | get16(state, kFsw);
  c.FloatSave.TagWord = 0xffff0000 | full_tag_word(state);
  c.FloatSave.ErrorOffset = get32(state, kFip);
  c.FloatSave.ErrorSelector = get16(state, kFcs) | get16(state, kFop) << 16;
  c.FloatSave.DataOffset = get32(state, kFdp);
  c.FloatSave.DataSelector = 0xffff0000 | get16(state, kFds);
  for (std::size_t i = 0; i < 8; ++i)
    std::copy_n(state.fxsave.begin() + kSt0 + 16 * i, 10, c.FloatSave.RegisterArea.begin() + 10 * i);
  c.SegGs = state.gs;
  c.SegFs = state.fs;
  c.SegEs = state.es;
  c.SegDs = state.ds;
  c.Edi = state.gpr[x86::kEdi];
  c.Esi = state.gpr[x86::kEsi];
  c.Ebx = state.gpr[x86::kEbx];
  c.Edx = state.gpr[x86::kEdx];
  c.Ecx = state.gpr[x86::kEcx];
  c.Eax = state.gpr[x86::kEax];
  c.Ebp = state.gpr[x86::kEbp];
  c.Eip = state.eip;
  c.SegCs = state.cs;
  c.EFlags = state.eflags;
  c.Esp = state.gpr[x86::kEsp];
  c.SegSs = state.ss;
  c.ExtendedRegisters = state.fxsave;
  return c;
}

void apply_context(const ContextX86& c, cpu::State& state) {
  const auto has = [&](std::uint32_t part) { return (c.ContextFlags & part) == part; };
  if (has(nt::kContextControl)) {
    // User mode can change the arithmetic flags, TF, DF, AC and ID; IF stays set.
    constexpr std::uint32_t kChangeable = 0x240dd5;
    state.gpr[x86::kEbp] = c.Ebp;
    state.gpr[x86::kEsp] = c.Esp;
    state.eip = c.Eip;
    state.eflags = (c.EFlags & kChangeable) | 0x202;
  }
  if (has(nt::kContextInteger)) {
    state.gpr[x86::kEdi] = c.Edi;
    state.gpr[x86::kEsi] = c.Esi;
    state.gpr[x86::kEbx] = c.Ebx;
    state.gpr[x86::kEdx] = c.Edx;
    state.gpr[x86::kEcx] = c.Ecx;
    state.gpr[x86::kEax] = c.Eax;
  }
  if (has(nt::kContextExtendedRegisters)) state.fxsave = c.ExtendedRegisters;
}

}  // namespace dumplab::kernel
