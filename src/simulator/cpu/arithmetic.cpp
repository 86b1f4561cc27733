// SPDX-License-Identifier: MIT
#include "cpu/arithmetic.h"

#include "cpu/families.h"
#include "cpu/operand.h"

namespace dumplab::cpu::arithmetic {

bool binary(Emitter& emit, unsigned variant) {
  constexpr Handler* (*kTable[])(const Emitter&) = {
      cpu::binary<PlainAccess, Add>,      cpu::binary<PlainAccess, AddWithCarry>,
      cpu::binary<PlainAccess, Subtract>, cpu::binary<PlainAccess, SubtractWithBorrow>,
      cpu::binary<PlainAccess, Compare>,
  };
  emit.emit(kTable[variant](emit));
  return true;
}

bool unary(Emitter& emit, unsigned variant) {
  constexpr void (*kTable[])(Emitter&) = {
      emit_unary<PlainAccess, Step<true>>,
      emit_unary<PlainAccess, Step<false>>,
      emit_unary<PlainAccess, Negate>,
  };
  kTable[variant](emit);
  return true;
}

}  // namespace dumplab::cpu::arithmetic
