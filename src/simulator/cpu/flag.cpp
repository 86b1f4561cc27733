// SPDX-License-Identifier: MIT
#include "cpu/flag.h"

#include "cpu/dispatch.h"
#include "cpu/families.h"

namespace dumplab::cpu::flag {

bool change(Emitter& emit, unsigned variant) {
  constexpr Handler* kTable[] = {
      step<change_body<Change::kClearCarry>>,      step<change_body<Change::kSetCarry>>,
      step<change_body<Change::kComplementCarry>>, step<change_body<Change::kClearDirection>>,
      step<change_body<Change::kSetDirection>>,
  };
  emit.emit(kTable[variant]);
  return true;
}

bool load_ah(Emitter& emit, unsigned) {
  emit.emit(step<load_ah_body>);
  return true;
}

bool store_ah(Emitter& emit, unsigned) {
  emit.emit(step<store_ah_body>);
  return true;
}

bool set_al_from_carry(Emitter& emit, unsigned) {
  emit.emit(step<set_al_body>);
  return true;
}

}  // namespace dumplab::cpu::flag
