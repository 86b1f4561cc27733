// SPDX-License-Identifier: MIT
#include "cpu/system.h"

#include <cstring>

#include "cpu/families.h"
#include "cpu/identification.h"

namespace dumplab::cpu::system {
namespace {

constexpr std::uint32_t kClflushLine64 = 8u << 8;  // in units of 8 bytes

}  // namespace

void identify(Core& core) {
  std::uint32_t eax = 0, ebx = 0, ecx = 0, edx = 0;
  switch (core.reg(x86::kEax)) {
    case 0:
      eax = 1;
      std::memcpy(&ebx, kVendor, 4);
      std::memcpy(&edx, kVendor + 4, 4);
      std::memcpy(&ecx, kVendor + 8, 4);
      break;
    case 0x80000000:
      eax = 0x80000000;
      break;
    default:  // a leaf above the highest gives the data of the highest
      eax = kSignature;
      ebx = kClflushLine64;
      edx = kFeatures;
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
