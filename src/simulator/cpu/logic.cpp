// SPDX-License-Identifier: MIT
#include "cpu/logic.h"

#include "cpu/families.h"
#include "cpu/operand.h"

namespace dumplab::cpu::logic {

bool binary(Emitter& emit, unsigned variant) {
  constexpr Handler* (*kTable[])(const Emitter&) = {
      cpu::binary<PlainAccess, And>,
      cpu::binary<PlainAccess, Or>,
      cpu::binary<PlainAccess, Xor>,
      cpu::binary<PlainAccess, Test>,
  };
  emit.emit(kTable[variant](emit));
  return true;
}

bool complement(Emitter& emit, unsigned) {
  emit_unary<PlainAccess, Not>(emit);
  return true;
}

}  // namespace dumplab::cpu::logic
