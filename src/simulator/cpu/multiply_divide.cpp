// SPDX-License-Identifier: MIT
#include "cpu/multiply_divide.h"

#include "cpu/families.h"

namespace dumplab::cpu::multiply_divide {
namespace {

using u8 = std::uint8_t;
using u16 = std::uint16_t;
using u32 = std::uint32_t;

/// The operand of a one-operand form is a source, whatever its place.
void emit_wide(Emitter& emit, Handler* narrow, Handler* word, Handler* full) {
  emit.flatten_address();
  if (emit.is_register(0)) emit.arg.source = emit.arg.destination;
  const unsigned size = emit.size(0);
  emit.emit(size == 1 ? narrow : size == 2 ? word : full);
}

template <bool kSigned, bool kMemory>
void emit_multiply(Emitter& emit) {
  emit_wide(emit, step<multiply_wide<PlainAccess, u8, kSigned, kMemory>>,
            step<multiply_wide<PlainAccess, u16, kSigned, kMemory>>,
            step<multiply_wide<PlainAccess, u32, kSigned, kMemory>>);
}

template <bool kSigned, bool kMemory>
void emit_divide(Emitter& emit) {
  emit_wide(emit, step<divide<PlainAccess, u8, kSigned, kMemory>>,
            step<divide<PlainAccess, u16, kSigned, kMemory>>,
            step<divide<PlainAccess, u32, kSigned, kMemory>>);
}

template <class T>
Handler* multiply_into_of(bool immediate, bool memory) {
  if (immediate) {
    return memory ? step<multiply_into<PlainAccess, T, true, true>>
                  : step<multiply_into<PlainAccess, T, true, false>>;
  }
  return memory ? step<multiply_into<PlainAccess, T, false, true>>
                : step<multiply_into<PlainAccess, T, false, false>>;
}

}  // namespace

bool multiply(Emitter& emit, unsigned) {
  emit.is_memory(0) ? emit_multiply<false, true>(emit) : emit_multiply<false, false>(emit);
  return true;
}

bool signed_multiply(Emitter& emit, unsigned) {
  if (emit.operands() == 1) {
    emit.is_memory(0) ? emit_multiply<true, true>(emit) : emit_multiply<true, false>(emit);
    return true;
  }
  emit.flatten_address();
  const bool immediate = emit.operands() == 3;
  const bool memory = emit.is_memory(1);
  emit.emit(emit.size(0) == 2 ? multiply_into_of<u16>(immediate, memory)
                              : multiply_into_of<u32>(immediate, memory));
  return true;
}

bool divide(Emitter& emit, unsigned is_signed) {
  if (is_signed) {
    emit.is_memory(0) ? emit_divide<true, true>(emit) : emit_divide<true, false>(emit);
  } else {
    emit.is_memory(0) ? emit_divide<false, true>(emit) : emit_divide<false, false>(emit);
  }
  return true;
}

}  // namespace dumplab::cpu::multiply_divide
