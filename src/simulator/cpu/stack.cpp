// SPDX-License-Identifier: MIT
#include "cpu/stack.h"

#include "cpu/families.h"
#include "cpu/segment.h"

namespace dumplab::cpu::stack {
namespace {

using u16 = std::uint16_t;
using u32 = std::uint32_t;

bool is_word(const Emitter& emit) { return emit.operand_size() == 2; }

/// The upper half of a 32-bit slot is written as 0.
template <class T>
bool push_selector(Core& core, const Op& op, Flags&) {
  return push_value<PlainAccess, T>(core, segment::selector(core, op.arg.detail));
}

template <class T>
bool pop_selector(Core& core, const Op& op, Flags&) {
  T value;
  if (!pop_value<PlainAccess, T>(core, value)) return false;
  segment::selector(core, op.arg.detail) = static_cast<u16>(value);
  return true;
}

template <class T>
Handler* push_of(const Emitter& emit) {
  if (emit.is_register(0)) return step<push_register<PlainAccess, T>>;
  if (emit.is_immediate(0)) return step<push_immediate<PlainAccess, T>>;
  return emit.indexed() ? step<push_memory<PlainAccess, T, true>> : step<push_memory<PlainAccess, T, false>>;
}

}  // namespace

bool push(Emitter& emit, unsigned) {
  if (segment::is_segment(emit, 0)) {
    emit.arg.detail = segment::index_of(emit, 0);
    emit.emit(is_word(emit) ? step<push_selector<u16>> : step<push_selector<u32>>);
  } else {
    emit.emit(is_word(emit) ? push_of<u16>(emit) : push_of<u32>(emit));
  }
  return true;
}

bool pop(Emitter& emit, unsigned) {
  if (segment::is_segment(emit, 0)) {
    emit.arg.detail = segment::index_of(emit, 0);
    emit.emit(is_word(emit) ? step<pop_selector<u16>> : step<pop_selector<u32>>);
  } else if (emit.is_register(0)) {
    emit.emit(is_word(emit) ? step<pop_register<PlainAccess, u16>> : step<pop_register<PlainAccess, u32>>);
  } else {
    emit.flatten_address();
    emit.emit(is_word(emit) ? step<pop_memory<PlainAccess, u16>> : step<pop_memory<PlainAccess, u32>>);
  }
  return true;
}

bool touch_top(Emitter& emit, unsigned) {
  emit.emit(is_word(emit) ? step<read_top<PlainAccess, u16>> : step<read_top<PlainAccess, u32>>);
  return true;
}

bool push_all(Emitter& emit, unsigned) {
  emit.emit(is_word(emit) ? step<push_all_body<PlainAccess, u16>> : step<push_all_body<PlainAccess, u32>>);
  return true;
}

bool pop_all(Emitter& emit, unsigned) {
  emit.emit(is_word(emit) ? step<pop_all_body<PlainAccess, u16>> : step<pop_all_body<PlainAccess, u32>>);
  return true;
}

bool push_flags(Emitter& emit, unsigned) {
  emit.emit(is_word(emit) ? step<push_flags_body<PlainAccess, u16>>
                          : step<push_flags_body<PlainAccess, u32>>);
  return true;
}

bool pop_flags(Emitter& emit, unsigned) {
  emit.emit(is_word(emit) ? jump<pop_flags_body<PlainAccess, u16>> : jump<pop_flags_body<PlainAccess, u32>>);
  emit.end_block();
  return true;
}

bool enter(Emitter& emit, unsigned) {
  const ZydisDecodedOperand& frame = emit.instruction().operand(0);
  const ZydisDecodedOperand& level = emit.instruction().operand(1);
  emit.arg.immediate = static_cast<u32>(frame.imm.value.u) & 0xffff;
  emit.arg.detail = static_cast<std::uint8_t>(level.imm.value.u & 31);
  emit.emit(is_word(emit) ? step<enter_body<PlainAccess, u16>> : step<enter_body<PlainAccess, u32>>);
  return true;
}

bool leave(Emitter& emit, unsigned) {
  emit.emit(is_word(emit) ? step<leave_body<PlainAccess, u16>> : step<leave_body<PlainAccess, u32>>);
  return true;
}

}  // namespace dumplab::cpu::stack
