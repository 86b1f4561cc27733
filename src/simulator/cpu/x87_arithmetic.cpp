// SPDX-License-Identifier: MIT
#include "cpu/families.h"
#include "cpu/transcendental.h"
#include "cpu/x87.h"

/// FADD to FDIVR in all forms, and the exact operations on ST0.
namespace dumplab::cpu::x87 {
namespace {

using x87_host::Source;
using x87_host::Work;

/// Bits of the high half of the immediate beside the operation in bits 0 to 2.
constexpr unsigned kToSti = 8, kPops = 16;

bool between_registers(Core& core, const Op& op, Flags&) {
  FloatState& floats = core.floats;
  const unsigned destination = (high(op) & kToSti) != 0 ? op.arg.source : 0;
  const unsigned other = (high(op) & kToSti) != 0 ? 0 : op.arg.source;
  bool delivers;
  Work work = work_of(core);
  if (floats.empty(destination) || floats.empty(other)) [[unlikely]] {
    delivers = underflow(core, op);
    work.value = kIndefinite;
  } else {
    work.value = floats.st(destination);
    work.other = floats.st(other);
    x87_host::arithmetic(high(op) & 7, x87_host::kRegister)(work);
    delivers = raise(core, op, work.status, kBeforeOperation);
  }
  if (!delivers) return true;
  floats.st(destination) = work.value;
  floats.set_valid(destination);
  if ((high(op) & kPops) != 0) pop(floats);
  return true;
}

bool with_memory(Core& core, const Op& op, Flags&) {
  FloatState& floats = core.floats;
  const auto source = static_cast<Source>(op.arg.detail);
  Work work = work_of(core);
  if (!read_memory(core, op, source, work.memory)) return false;
  bool delivers;
  if (floats.empty(0)) [[unlikely]] {
    delivers = underflow(core, op);
    work.value = kIndefinite;
  } else {
    x87_host::arithmetic(high(op), source)(work);
    delivers = raise(core, op, work.status, kBeforeOperation);
  }
  if (!delivers) return true;
  floats.st(0) = work.value;
  floats.set_valid(0);
  return true;
}

void answer_indefinite(Core& core, const Op& op) {
  if (!underflow(core, op)) return;
  core.floats.st(0) = kIndefinite;
  core.floats.set_valid(0);
}

template <x87_host::Operation* kOperation>
bool on_top(Core& core, const Op& op, Flags&) {
  if (core.floats.empty(0)) {
    answer_indefinite(core, op);
    return true;
  }
  Work work = work_of(core);
  kOperation(work);
  if (raise(core, op, work.status, kBeforeOperation)) core.floats.st(0) = work.value;
  return true;
}

/// FSCALE, FPREM, FPREM1; the two remainders also report their quotient's low bits and whether they are done.
template <x87_host::Operation* kOperation, bool kReports>
bool on_top_two(Core& core, const Op& op, Flags&) {
  FloatState& floats = core.floats;
  if (kReports) floats.status &= static_cast<std::uint16_t>(~kC2);
  if (floats.empty(0) || floats.empty(1)) {
    answer_indefinite(core, op);
    return true;
  }
  Work work = work_of(core);
  work.other = floats.st(1);
  kOperation(work);
  if (!raise(core, op, work.status, kBeforeOperation)) return true;
  const bool nan = transcendental::is_nan(floats.st(0)) || transcendental::is_nan(floats.st(1));
  if (kReports && !nan && (work.status & kInvalid) == 0) {
    floats.status = static_cast<std::uint16_t>((floats.status & ~kConditions) | (work.status & kConditions));
  }
  floats.st(0) = work.value;
  return true;
}

bool extract(Core& core, const Op& op, Flags&) {
  FloatState& floats = core.floats;
  if (floats.empty(0) || !floats.empty(7)) {
    const bool masked = floats.empty(0) ? underflow(core, op) : overflow(core, op);
    if (!masked) return true;
    floats.st(0) = kIndefinite;
    floats.set_valid(0);
    push(floats, kIndefinite);
    return true;
  }
  Work work = work_of(core);
  x87_host::extract(work);
  if (!raise(core, op, work.status, kBeforeOperation)) return true;
  floats.st(0) = work.other;
  push(floats, work.value);
  return true;
}

/// FCHS, FABS: no exception but an empty register.
template <bool kNegates>
bool change_sign(Core& core, const Op& op, Flags&) {
  FloatState& floats = core.floats;
  if (floats.empty(0)) {
    answer_indefinite(core, op);
    return true;
  }
  floats.status &= static_cast<std::uint16_t>(~kC1);
  std::uint16_t& exponent = floats.st(0).sign_exponent;
  exponent = static_cast<std::uint16_t>(kNegates ? exponent ^ 0x8000 : exponent & 0x7fff);
  return true;
}

}  // namespace

bool arithmetic(Emitter& emit, unsigned operation) {
  const unsigned opcode = opcode_of(emit);
  if (emit.is_memory(0)) {
    emit.arg.detail = arithmetic_source(opcode);
    emit_waiting<with_memory>(emit, operation);
  } else {
    const unsigned to_sti = opcode == 0xdc || opcode == 0xde ? kToSti : 0;
    emit_waiting<between_registers>(emit, operation | to_sti | (opcode == 0xde ? kPops : 0));
  }
  return true;
}

bool fsqrt(Emitter& emit, unsigned) { return emit_waiting<on_top<x87_host::square_root>>(emit); }
bool frndint(Emitter& emit, unsigned) { return emit_waiting<on_top<x87_host::round_to_integer>>(emit); }
bool fscale(Emitter& emit, unsigned) { return emit_waiting<on_top_two<x87_host::scale, false>>(emit); }
bool fprem(Emitter& emit, unsigned) { return emit_waiting<on_top_two<x87_host::remainder, true>>(emit); }
bool fprem1(Emitter& emit, unsigned) {
  return emit_waiting<on_top_two<x87_host::remainder_nearest, true>>(emit);
}
bool fxtract(Emitter& emit, unsigned) { return emit_waiting<extract>(emit); }
bool fchs(Emitter& emit, unsigned) { return emit_waiting<change_sign<true>>(emit); }
bool fabs(Emitter& emit, unsigned) { return emit_waiting<change_sign<false>>(emit); }

}  // namespace dumplab::cpu::x87
