// SPDX-License-Identifier: MIT
#include "cpu/bcd.h"

#include "cpu/dispatch.h"
#include "cpu/families.h"

namespace dumplab::cpu::bcd {

bool adjust(Emitter& emit, unsigned variant) {
  constexpr Handler* kTable[] = {
      step<adjust_packed<false>>,
      step<adjust_packed<true>>,
      step<adjust_unpacked<false>>,
      step<adjust_unpacked<true>>,
  };
  emit.emit(kTable[variant]);
  return true;
}

bool multiply(Emitter& emit, unsigned) {
  emit.emit(step<split_digits>);
  return true;
}

bool divide(Emitter& emit, unsigned) {
  emit.emit(step<join_digits>);
  return true;
}

}  // namespace dumplab::cpu::bcd
