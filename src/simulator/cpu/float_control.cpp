// SPDX-License-Identifier: MIT
#include "cpu/float_control.h"

#include "cpu/families.h"

namespace dumplab::cpu::float_control {

bool initialize(Emitter& emit, unsigned) {
  emit.emit(step<reset>);
  return true;
}

bool clear(Emitter& emit, unsigned tags) {
  emit.emit(tags ? step<empty_tags> : step<clear_exceptions>);
  return true;
}

bool store(Emitter& emit, unsigned) {
  emit.flatten_address();
  switch (emit.instruction().mnemonic()) {
    case ZYDIS_MNEMONIC_FNSTCW:
      emit.emit(step<store_word<PlainAccess, std::uint16_t, kControlWord>>);
      return true;
    case ZYDIS_MNEMONIC_STMXCSR:
      emit.emit(step<store_word<PlainAccess, std::uint32_t, kMxcsr>>);
      return true;
    case ZYDIS_MNEMONIC_FXSAVE:
      emit.emit(step<store_all<PlainAccess>>);
      return true;
    default:
      break;
  }
  emit.emit(emit.is_memory(0) ? step<store_word<PlainAccess, std::uint16_t, kStatusWord>>
                              : step<store_status_in_ax>);
  return true;
}

bool load(Emitter& emit, unsigned) {
  emit.flatten_address();
  switch (emit.instruction().mnemonic()) {
    case ZYDIS_MNEMONIC_FLDCW:
      emit.emit(step<load_control_word<PlainAccess>>);
      return true;
    case ZYDIS_MNEMONIC_LDMXCSR:
      emit.emit(step<load_mxcsr<PlainAccess>>);
      return true;
    default:
      emit.emit(step<load_all<PlainAccess>>);
      return true;
  }
}

}  // namespace dumplab::cpu::float_control
