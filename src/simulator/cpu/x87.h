// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "cpu/operand.h"
#include "cpu/x87_host.h"

/// What the x87 families share: exceptions, the register stack, operands from the encoding.
/// Arguments: `source` is i of ST(i), `detail` and the high half of `immediate` are the handler's,
/// the low 11 bits of `immediate` are FOP.
namespace dumplab::cpu::x87 {

inline constexpr std::uint16_t kBeforeOperation = kInvalid | kDenormal | kZeroDivide;
inline constexpr std::uint16_t kBeforeStore = kBeforeOperation | kOverflowed | kUnderflowed;

/// Sets exception flags and C1.  True if none of `refusing` is unmasked: the result may be delivered.
bool raise(Core& core, const Op& op, std::uint16_t status, std::uint16_t refusing);

/// Stack underflow (C1 = 0) and overflow (C1 = 1).  True if masked: the instruction answers kIndefinite.
bool underflow(Core& core, const Op& op);
bool overflow(Core& core, const Op& op);

inline void pop(FloatState& floats) {
  floats.set_empty(0);
  floats.top = (floats.top + 1) & 7;
}

inline void push(FloatState& floats, const Extended& value) {
  floats.top = (floats.top - 1) & 7;
  floats.set_valid(0);
  floats.st(0) = value;
}

inline x87_host::Work work_of(const Core& core) {
  x87_host::Work work{.control = core.floats.control};
  work.value = core.floats.st(0);
  return work;
}

inline unsigned high(const Op& op) { return op.arg.immediate >> 16; }

/// High half of a store's immediate: pops, and the operand is one that cannot be written.
inline constexpr unsigned kStorePops = 1, kStoreRefused = 2;

/// Reads a memory operand of the given format into `memory`.
bool read_memory(Core& core, const Op& op, x87_host::Source source, Vector& memory);
/// For stores only.  kRegister: all 80 bits at once; kDecimal: 64 of them, then the rest.
bool write_memory(Core& core, const Op& op, x87_host::Source target, const Vector& memory);

/// Memory format of a D8-DF instruction with this opcode byte: FADD, FCOM and so on.
x87_host::Source arithmetic_source(unsigned opcode);

/// An instruction that waits for exceptions first and leaves its address in FIP and FDP.
template <auto kBody, bool kMemory>
bool waiting(Core& core, const Op& op, Flags& flags) {
  FloatState& floats = core.floats;
  if ((floats.status & kSummary) != 0) [[unlikely]]
    return core.raise(x86::kFloatingPoint);
  if (!kBody(core, op, flags)) return false;
  floats.code = op.eip();
  floats.code_selector = core.state->cs;
  if constexpr (kMemory) {
    floats.data = address<false>(core, op);
    floats.data_selector = core.state->ds;
  }
  return true;
}

/// A control instruction that waits for exceptions first.
template <auto kBody>
bool waiting_control(Core& core, const Op& op, Flags& flags) {
  if ((core.floats.status & kSummary) != 0) return core.raise(x86::kFloatingPoint);
  return kBody(core, op, flags);
}

/// Fills in `source` and FOP and flattens the address.
void prepare(Emitter& emit, unsigned high = 0);

/// Always true, as selectors say of a form that is there.
template <auto kBody>
bool emit_waiting(Emitter& emit, unsigned high = 0) {
  prepare(emit, high);
  emit.emit(emit.is_memory(0) ? step<detached<waiting<kBody, true>>> : step<detached<waiting<kBody, false>>>);
  return true;
}

inline unsigned opcode_of(const Emitter& emit) { return emit.instruction().raw.opcode; }

}  // namespace dumplab::cpu::x87
