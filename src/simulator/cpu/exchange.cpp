// SPDX-License-Identifier: MIT
#include "cpu/exchange.h"

#include <utility>

#include "cpu/families.h"

namespace dumplab::cpu::exchange {

bool exchange(Emitter& emit, unsigned) {
  // XCHG reg, [mem] is the same as XCHG [mem], reg: the register is the source.
  if (emit.is_memory(1)) std::swap(emit.arg.source, emit.arg.destination);
  if (!emit.is_memory(1)) {
    emit_unary<PlainAccess, Swap>(emit);
    return true;
  }
  emit.flatten_address();
  switch (emit.size(0)) {
    case 1:
      emit.emit(step<unary_body<PlainAccess, Swap, std::uint8_t, true>>);
      break;
    case 2:
      emit.emit(step<unary_body<PlainAccess, Swap, std::uint16_t, true>>);
      break;
    default:
      emit.emit(step<unary_body<PlainAccess, Swap, std::uint32_t, true>>);
      break;
  }
  return true;
}

bool add(Emitter& emit, unsigned) {
  emit_unary<PlainAccess, Add>(emit);
  return true;
}

bool compare(Emitter& emit, unsigned) {
  emit_unary<PlainAccess, Compare>(emit);
  return true;
}

bool compare_eight(Emitter& emit, unsigned) {
  emit.flatten_address();
  emit.emit(step<compare_eight_body<PlainAccess>>);
  return true;
}

}  // namespace dumplab::cpu::exchange
