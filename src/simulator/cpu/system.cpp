// SPDX-License-Identifier: MIT
#include "cpu/system.h"

#include "cpu/families.h"

namespace dumplab::cpu::system {
namespace {

constexpr std::uint32_t kFamily15Model2Stepping9 = 0x0f29;
constexpr std::uint32_t kFeatureTsc = 1u << 4;
constexpr std::uint32_t kFeatureCmpxchg8b = 1u << 8;
constexpr std::uint32_t kFeatureSysenter = 1u << 11;
constexpr std::uint32_t kFeatureCmov = 1u << 15;
constexpr std::uint32_t kFeatureFxsave = 1u << 24;

}  // namespace

void identify(Core& core) {
  std::uint32_t eax = 0, ebx = 0, ecx = 0, edx = 0;
  switch (core.reg(x86::kEax)) {
    case 0:
      eax = 1;
      ebx = 0x756e6547;  // "GenuineIntel"
      edx = 0x49656e69;
      ecx = 0x6c65746e;
      break;
    case 0x80000000:
      eax = 0x80000000;
      break;
    default:  // a leaf above the highest gives the data of the highest
      eax = kFamily15Model2Stepping9;
      edx = kFeatureTsc | kFeatureCmpxchg8b | kFeatureSysenter | kFeatureCmov | kFeatureFxsave;
      break;
  }
  core.reg(x86::kEax) = eax;
  core.reg(x86::kEbx) = ebx;
  core.reg(x86::kEcx) = ecx;
  core.reg(x86::kEdx) = edx;
}

bool interrupt(Emitter& emit, unsigned) {
  emit.emit(step<interrupt_body>);
  emit.end_block();
  return true;
}

bool int3(Emitter& emit, unsigned) {
  emit.arg.immediate = x86::kBreakpoint;
  return interrupt(emit, 0);
}

bool overflow(Emitter& emit, unsigned) {
  emit.emit(step<overflow_body>);
  return true;
}

bool bound(Emitter& emit, unsigned) {
  emit.flatten_address();
  emit.emit(emit.size(0) == 2 ? step<bound_body<PlainAccess, std::uint16_t>>
                              : step<bound_body<PlainAccess, std::uint32_t>>);
  return true;
}

bool cpuid(Emitter& emit, unsigned) {
  emit.emit(step<identify_body>);
  return true;
}

bool time_stamp(Emitter& emit, unsigned) {
  emit.emit(step<time_stamp_body>);
  return true;
}

bool enter(Emitter& emit, unsigned) {
  emit.emit(step<system_enter_body>);
  emit.end_block();
  return true;
}

bool privileged(Emitter& emit, unsigned) {
  emit.arg.detail = x86::kGeneralProtection;
  emit.emit(step<raise_body>);
  emit.end_block();
  return true;
}

bool invalid(Emitter& emit, unsigned) {
  emit.arg.detail = x86::kInvalidOpcode;
  emit.emit(step<raise_body>);
  emit.end_block();
  return true;
}

bool unimplemented(Emitter& emit, unsigned) {
  emit.arg.immediate = static_cast<std::uint32_t>(emit.instruction().mnemonic());
  emit.emit(step<unimplemented_body>);
  emit.end_block();
  return true;
}

}  // namespace dumplab::cpu::system
