// SPDX-License-Identifier: MIT
#include "cpu/float_control.h"

#include "cpu/families.h"
#include "cpu/x87.h"

namespace dumplab::cpu::float_control {
namespace {

bool is_word(const Emitter& emit) { return emit.operand_size() == 2; }

}  // namespace

bool initialize(Emitter& emit, unsigned) {
  emit.emit(step<reset>);
  return true;
}

bool clear(Emitter& emit, unsigned tags) {
  emit.emit(tags ? step<detached<x87::waiting_control<empty_tags>>> : step<clear_exceptions>);
  return true;
}

bool wait(Emitter& emit, unsigned) {
  emit.emit(step<detached<x87::waiting_control<wait_body>>>);
  return true;
}

bool nothing(Emitter& emit, unsigned) {
  emit.emit(step<wait_body>);
  return true;
}

bool store(Emitter& emit, unsigned) {
  emit.flatten_address();
  emit.arg.detail = LongOperand::detail_of(emit);
  switch (emit.instruction().mnemonic()) {
    case ZYDIS_MNEMONIC_FNSTCW:
      emit.emit(step<store_control<PlainAccess>>);
      return true;
    case ZYDIS_MNEMONIC_STMXCSR:
      emit.emit(step<store_mxcsr<PlainAccess>>);
      return true;
    case ZYDIS_MNEMONIC_FXSAVE:
      emit.emit(step<detached<store_all<PlainAccess>>>);
      return true;
    case ZYDIS_MNEMONIC_FNSTENV:
      emit.emit(is_word(emit) ? step<detached<store_environment<PlainAccess, std::uint16_t, false>>>
                              : step<detached<store_environment<PlainAccess, std::uint32_t, false>>>);
      return true;
    case ZYDIS_MNEMONIC_FNSAVE:
      emit.emit(is_word(emit) ? step<detached<store_environment<PlainAccess, std::uint16_t, true>>>
                              : step<detached<store_environment<PlainAccess, std::uint32_t, true>>>);
      return true;
    default:
      break;
  }
  emit.emit(emit.is_memory(0) ? step<store_status<PlainAccess>> : step<store_status_in_ax>);
  return true;
}

bool load(Emitter& emit, unsigned) {
  using x87::waiting_control;
  emit.flatten_address();
  emit.arg.detail = LongOperand::detail_of(emit);
  switch (emit.instruction().mnemonic()) {
    case ZYDIS_MNEMONIC_FLDCW:
      emit.emit(step<detached<waiting_control<load_control_word<PlainAccess>>>>);
      return true;
    case ZYDIS_MNEMONIC_LDMXCSR:
      emit.emit(step<load_mxcsr<PlainAccess>>);
      return true;
    case ZYDIS_MNEMONIC_FLDENV:
      emit.emit(is_word(emit)
                    ? step<detached<waiting_control<load_environment<PlainAccess, std::uint16_t, false>>>>
                    : step<detached<waiting_control<load_environment<PlainAccess, std::uint32_t, false>>>>);
      return true;
    case ZYDIS_MNEMONIC_FRSTOR:
      emit.emit(is_word(emit)
                    ? step<detached<waiting_control<load_environment<PlainAccess, std::uint16_t, true>>>>
                    : step<detached<waiting_control<load_environment<PlainAccess, std::uint32_t, true>>>>);
      return true;
    default:
      emit.emit(step<detached<load_all<PlainAccess>>>);
      return true;
  }
}

}  // namespace dumplab::cpu::float_control
