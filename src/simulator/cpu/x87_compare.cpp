// SPDX-License-Identifier: MIT
#include "cpu/families.h"
#include "cpu/x87.h"

/// Comparisons into C0, C2 and C3 or into EFLAGS, FTST, FXAM.
namespace dumplab::cpu::x87 {
namespace {

using x87_host::Source;
using x87_host::Work;

/// High half of the immediate: how many pops, and what kind.
constexpr unsigned kPops = 3, kUnordered = 4, kToEflags = 8;

constexpr std::uint16_t kCodes = kC0 | kC2 | kC3;

void set_eflags(Flags& flags, unsigned codes) {
  flags = Flags::assemble(((codes & kC0) != 0 ? x86::kCarry : 0) | ((codes & kC2) != 0 ? x86::kParity : 0) |
                          ((codes & kC3) != 0 ? x86::kZero : 0));
}

/// Delivers the outcome `status` holds.
void deliver(Core& core, const Op& op, Flags& flags, std::uint16_t status) {
  FloatState& floats = core.floats;
  // FCOMI and its like leave C1 alone.
  const unsigned c1 = (high(op) & kToEflags) != 0 && (status & kStackFault) == 0 ? floats.status & kC1 : 0;
  const bool delivers = raise(core, op, static_cast<std::uint16_t>((status & ~kC1) | c1), kBeforeOperation);
  // Into EFLAGS also with an unmasked exception, as on silicon.
  if ((high(op) & kToEflags) == 0) {
    floats.status = static_cast<std::uint16_t>((floats.status & ~kCodes) | (status & kCodes));
  } else {
    set_eflags(flags, status);
  }
  if (!delivers) return;
  for (unsigned count = high(op) & kPops; count > 0; --count) pop(floats);
}

constexpr std::uint16_t kEmptyOutcome = kCodes | kInvalid | kStackFault;

bool compare_registers(Core& core, const Op& op, Flags& flags) {
  FloatState& floats = core.floats;
  Work work = work_of(core);
  if (floats.empty(0) || floats.empty(op.arg.source)) {
    work.status = kEmptyOutcome;
  } else {
    work.other = floats.st(op.arg.source);
    (high(op) & kUnordered) != 0 ? x87_host::compare_unordered(work)
                                 : x87_host::compare(x87_host::kRegister)(work);
  }
  deliver(core, op, flags, work.status);
  return true;
}

bool compare_memory(Core& core, const Op& op, Flags& flags) {
  const auto source = static_cast<Source>(op.arg.detail);
  Work work = work_of(core);
  if (!read_memory(core, op, source, work.memory)) return false;
  if (core.floats.empty(0)) {
    work.status = kEmptyOutcome;
  } else {
    x87_host::compare(source)(work);
  }
  deliver(core, op, flags, work.status);
  return true;
}

bool test_zero(Core& core, const Op& op, Flags& flags) {
  Work work = work_of(core);
  if (core.floats.empty(0)) {
    work.status = kEmptyOutcome;
  } else {
    x87_host::test_zero(work);
  }
  deliver(core, op, flags, work.status);
  return true;
}

/// An empty register is class C3 C0 with the sign of what is in it.
bool examine(Core& core, const Op&, Flags&) {
  FloatState& floats = core.floats;
  Work work = work_of(core);
  x87_host::examine(work);
  unsigned conditions = work.status & kConditions;
  if (floats.empty(0)) conditions = kC3 | kC0 | (conditions & kC1);
  floats.status = static_cast<std::uint16_t>((floats.status & ~kConditions) | conditions);
  return true;
}

}  // namespace

bool compare(Emitter& emit, unsigned variant) {
  if (emit.is_memory(0)) {
    emit.arg.detail = arithmetic_source(opcode_of(emit));
    emit_waiting<compare_memory>(emit, variant);
  } else {
    emit_waiting<compare_registers>(emit, variant);
  }
  return true;
}

bool test(Emitter& emit, unsigned examines) {
  examines ? emit_waiting<examine>(emit) : emit_waiting<test_zero>(emit);
  return true;
}

}  // namespace dumplab::cpu::x87
