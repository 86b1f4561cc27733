// SPDX-License-Identifier: MIT
#include <cstring>
#include <utility>

#include "cpu/families.h"
#include "cpu/x87.h"

/// Moves between the register stack and memory or itself.
namespace dumplab::cpu::x87 {
namespace {

using x87_host::Source;
using x87_host::Work;

void clear_c1(FloatState& floats) { floats.status &= static_cast<std::uint16_t>(~kC1); }

/// An unmasked denormal does not keep a load from being done, as on silicon.
void push_result(Core& core, const Op& op, const Work& work) {
  if (!core.floats.empty(7)) {
    if (overflow(core, op)) push(core.floats, kIndefinite);
  } else if (raise(core, op, work.status & ~kC1, kInvalid)) {
    push(core.floats, work.value);
  }
}

bool load_memory(Core& core, const Op& op, Flags&) {
  const auto source = static_cast<Source>(op.arg.detail);
  Work work = work_of(core);
  if (!read_memory(core, op, source, work.memory)) return false;
  x87_host::load(source)(work);
  push_result(core, op, work);
  return true;
}

bool load_constant_body(Core& core, const Op& op, Flags&) {
  Work work = work_of(core);
  x87_host::load_constant(op.arg.detail)(work);
  push_result(core, op, work);
  return true;
}

/// 80-bit numbers move unchanged, signalling NaNs and all.
bool load_extended(Core& core, const Op& op, Flags&) {
  Work work = work_of(core);
  if (!read_memory(core, op, x87_host::kRegister, work.memory)) return false;
  work.value.significand = work.memory.get<std::uint64_t>(0);
  work.value.sign_exponent = work.memory.get<std::uint16_t>(4);
  push_result(core, op, work);
  return true;
}

bool load_register(Core& core, const Op& op, Flags&) {
  Work work = work_of(core);
  work.value = core.floats.st(op.arg.source);
  if (core.floats.empty(op.arg.source)) {
    if (underflow(core, op)) push(core.floats, kIndefinite);
    return true;
  }
  push_result(core, op, work);
  return true;
}

/// `detail`: memory format.
bool store_memory(Core& core, const Op& op, Flags&) {
  FloatState& floats = core.floats;
  const auto target = static_cast<Source>(op.arg.detail);
  Work work = work_of(core);
  const bool empty = floats.empty(0);
  if (empty) work.value = kIndefinite;
  x87_host::store(target)(work);
  if (empty) work.status = kInvalid | kStackFault;
  if ((work.status & ~floats.control & kBeforeStore) != 0) {
    raise(core, op, work.status, kBeforeStore);
    return true;
  }
  if (!write_memory(core, op, target, work.memory)) return false;
  raise(core, op, work.status, kBeforeStore);
  if ((high(op) & kStorePops) != 0) pop(floats);
  return true;
}

bool store_extended(Core& core, const Op& op, Flags&) {
  FloatState& floats = core.floats;
  const bool empty = floats.empty(0);
  if (empty && (floats.control & kInvalid) == 0) {
    underflow(core, op);
    return true;
  }
  const Extended& value = empty ? kIndefinite : floats.st(0);
  Vector memory;
  memory.put(value.significand, 0);
  memory.put(value.sign_exponent, 4);
  // The indefinite goes to memory as a decimal does.
  const Source parts = empty ? x87_host::kDecimal : x87_host::kRegister;
  if (!write_memory(core, op, parts, memory)) return false;
  raise(core, op, empty ? kInvalid | kStackFault : 0, 0);
  pop(floats);
  return true;
}

bool store_register(Core& core, const Op& op, Flags&) {
  FloatState& floats = core.floats;
  Extended value = floats.st(0);
  if (floats.empty(0)) {
    if (!underflow(core, op)) return true;
    value = kIndefinite;
  } else {
    clear_c1(floats);
  }
  floats.st(op.arg.source) = value;
  floats.set_valid(op.arg.source);
  if (high(op) != 0) pop(floats);
  return true;
}

/// FSTPNCE raises nothing: an empty register is popped and not moved, as on silicon.
bool store_unchecked(Core& core, const Op& op, Flags&) {
  FloatState& floats = core.floats;
  const unsigned to = op.arg.source;
  const bool empty = floats.empty(0);
  clear_c1(floats);
  if (!empty) {
    floats.st(to) = floats.st(0);
    floats.set_valid(to);
  }
  pop(floats);
  return true;
}

bool exchange_body(Core& core, const Op& op, Flags&) {
  FloatState& floats = core.floats;
  const unsigned other = op.arg.source;
  clear_c1(floats);
  if (floats.empty(0) || floats.empty(other)) {
    if (!underflow(core, op)) return true;
    for (const unsigned index : {0u, other}) {
      if (floats.empty(index)) floats.st(index) = kIndefinite;
      floats.set_valid(index);
    }
  }
  std::swap(floats.st(0), floats.st(other));
  return true;
}

bool move_if_body(Core& core, const Op& op, Flags& flags) {
  FloatState& floats = core.floats;
  const bool values[] = {flags.carry(), flags.zero(), flags.carry() || flags.zero(), flags.parity()};
  const bool holds = values[op.arg.detail >> 1] != ((op.arg.detail & 1) != 0);
  if (floats.empty(0) || floats.empty(op.arg.source)) {
    if (!underflow(core, op)) return true;
    floats.st(0) = kIndefinite;
    floats.set_valid(0);
  } else if (holds) {
    floats.st(0) = floats.st(op.arg.source);
  }
  return true;
}

/// FFREE; FFREEP also pops.
bool free_body(Core& core, const Op& op, Flags&) {
  clear_c1(core.floats);
  core.floats.set_empty(op.arg.source);
  if (high(op) != 0) pop(core.floats);
  return true;
}

template <int kStep>
bool turn(Core& core, const Op&, Flags&) {
  clear_c1(core.floats);
  core.floats.top = static_cast<std::uint8_t>((core.floats.top + kStep) & 7);
  return true;
}

bool nothing(Core&, const Op&, Flags&) { return true; }

unsigned refusal(const Emitter& emit) { return emit.refuses_write ? kStoreRefused : 0; }

Source real_format(unsigned size) { return size == 4 ? x87_host::kSingle : x87_host::kDouble; }

Source integer_format(unsigned size) {
  return size == 2 ? x87_host::kInteger16 : size == 4 ? x87_host::kInteger32 : x87_host::kInteger64;
}

}  // namespace

bool load(Emitter& emit, unsigned) {
  if (!emit.is_memory(0)) {
    emit_waiting<load_register>(emit);
  } else if (emit.size(0) == 10) {
    emit_waiting<load_extended>(emit);
  } else {
    emit.arg.detail = real_format(emit.size(0));
    emit_waiting<load_memory>(emit);
  }
  return true;
}

bool store(Emitter& emit, unsigned pops) {
  if (!emit.is_memory(0)) {
    const bool unchecked = emit.instruction().mnemonic() == ZYDIS_MNEMONIC_FSTPNCE;
    unchecked ? emit_waiting<store_unchecked>(emit) : emit_waiting<store_register>(emit, pops);
  } else if (emit.size(0) == 10) {
    emit_waiting<store_extended>(emit, refusal(emit));
  } else {
    emit.arg.detail = real_format(emit.size(0));
    emit_waiting<store_memory>(emit, pops | refusal(emit));
  }
  return true;
}

bool load_integer(Emitter& emit, unsigned decimal) {
  emit.arg.detail = decimal ? x87_host::kDecimal : integer_format(emit.size(0));
  emit_waiting<load_memory>(emit);
  return true;
}

bool store_integer(Emitter& emit, unsigned pops) {
  const bool decimal = emit.instruction().mnemonic() == ZYDIS_MNEMONIC_FBSTP;
  emit.arg.detail = decimal ? x87_host::kDecimal : integer_format(emit.size(0));
  emit_waiting<store_memory>(emit, pops | refusal(emit));
  return true;
}

bool load_constant(Emitter& emit, unsigned constant) {
  emit.arg.detail = static_cast<std::uint8_t>(constant);
  emit_waiting<load_constant_body>(emit);
  return true;
}

bool exchange(Emitter& emit, unsigned) {
  emit_waiting<exchange_body>(emit);
  return true;
}

bool move_if(Emitter& emit, unsigned condition) {
  emit.arg.detail = static_cast<std::uint8_t>(condition);
  emit_waiting<move_if_body>(emit);
  return true;
}

bool stack(Emitter& emit, unsigned) {
  switch (emit.instruction().mnemonic()) {
    case ZYDIS_MNEMONIC_FFREE:
      emit_waiting<free_body>(emit, 0);
      return true;
    case ZYDIS_MNEMONIC_FFREEP:
      emit_waiting<free_body>(emit, 1);
      return true;
    case ZYDIS_MNEMONIC_FINCSTP:
      emit_waiting<turn<1>>(emit);
      return true;
    case ZYDIS_MNEMONIC_FDECSTP:
      emit_waiting<turn<-1>>(emit);
      return true;
    default:  // FNOP
      emit_waiting<nothing>(emit);
      return true;
  }
}

}  // namespace dumplab::cpu::x87
