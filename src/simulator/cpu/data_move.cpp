// SPDX-License-Identifier: MIT
#include "cpu/data_move.h"

#include <array>
#include <cstddef>
#include <utility>

#include "cpu/families.h"
#include "cpu/segment.h"

namespace dumplab::cpu::data_move {
namespace {

using u8 = std::uint8_t;
using u16 = std::uint16_t;
using u32 = std::uint32_t;

template <class T>
Handler* move_of(Form form) {
  switch (form) {
    case Form::kRegReg:
      return step<move<PlainAccess, Form::kRegReg, T>>;
    case Form::kRegImm:
      return step<move<PlainAccess, Form::kRegImm, T>>;
    case Form::kRegMem:
      return step<move<PlainAccess, Form::kRegMem, T>>;
    case Form::kRegIndexed:
      return step<move<PlainAccess, Form::kRegIndexed, T>>;
    case Form::kMemReg:
      return step<move<PlainAccess, Form::kMemReg, T>>;
    case Form::kIndexedReg:
      return step<move<PlainAccess, Form::kIndexedReg, T>>;
    case Form::kMemImm:
      return step<move<PlainAccess, Form::kMemImm, T>>;
    case Form::kIndexedImm:
      return step<move<PlainAccess, Form::kIndexedImm, T>>;
  }
  return nullptr;
}

template <class From, class To>
Handler* extend_of(Form form) {
  switch (form) {
    case Form::kRegMem:
      return step<extend<PlainAccess, Form::kRegMem, From, To>>;
    case Form::kRegIndexed:
      return step<extend<PlainAccess, Form::kRegIndexed, From, To>>;
    default:
      return step<extend<PlainAccess, Form::kRegReg, From, To>>;
  }
}

template <class From>
Handler* extend_to(unsigned size, Form form) {
  return size == 2 ? extend_of<From, u16>(form) : extend_of<From, u32>(form);
}

template <std::size_t... kConditions>
constexpr auto set_table(std::index_sequence<kConditions...>) {
  return std::array<std::array<Handler*, 2>, 16>{
      {{step<set_if<PlainAccess, kConditions, false>>, step<set_if<PlainAccess, kConditions, true>>}...}};
}

template <class T, std::size_t... kConditions>
constexpr auto move_if_table(std::index_sequence<kConditions...>) {
  return std::array<std::array<Handler*, 2>, 16>{{{step<move_if<PlainAccess, kConditions, T, false>>,
                                                   step<move_if<PlainAccess, kConditions, T, true>>}...}};
}

DUMPLAB_INLINE bool nothing(Core&, const Op&, Flags&) { return true; }

/// From a segment register; 32-bit register destinations are zero-extended.
template <class T, bool kMemory>
bool read_selector(Core& core, const Op& op, Flags&) {
  const u16 selector = segment::selector(core, op.arg.detail);
  if constexpr (kMemory) return PlainAccess::write<u16>(core, address<false>(core, op), selector);
  put<T>(core, op.arg.destination, selector);
  return true;
}

template <bool kMemory>
bool write_selector(Core& core, const Op& op, Flags&) {
  u16 selector;
  if (!load_operand<PlainAccess, u16, kMemory>(core, op, selector)) return false;
  segment::selector(core, op.arg.detail) = selector;
  return true;
}

bool move_segment(Emitter& emit) {
  emit.flatten_address();
  if (segment::is_segment(emit, 0)) {
    emit.arg.detail = segment::index_of(emit, 0);
    emit.emit(emit.is_memory(1) ? step<write_selector<true>> : step<write_selector<false>>);
    return true;
  }
  emit.arg.detail = segment::index_of(emit, 1);
  Handler* const to_register =
      emit.size(0) == 2 ? step<read_selector<u16, false>> : step<read_selector<u32, false>>;
  emit.emit(emit.is_memory(0) ? step<read_selector<u16, true>> : to_register);
  return true;
}

bool is_special(const Emitter& emit, unsigned index) {
  if (!emit.is_register(index)) return false;
  const ZydisRegisterClass kind = ZydisRegisterGetClass(emit.reg(index));
  return kind == ZYDIS_REGCLASS_CONTROL || kind == ZYDIS_REGCLASS_DEBUG || kind == ZYDIS_REGCLASS_TEST;
}

}  // namespace

bool move(Emitter& emit, unsigned) {
  if (segment::is_segment(emit, 0) || segment::is_segment(emit, 1)) return move_segment(emit);
  if (is_special(emit, 0) || is_special(emit, 1)) return system::privileged(emit, 0);
  const Form form = form_of(emit);
  switch (emit.size(0)) {
    case 1:
      emit.emit(move_of<u8>(form));
      break;
    case 2:
      emit.emit(move_of<u16>(form));
      break;
    default:
      emit.emit(move_of<u32>(form));
      break;
  }
  return true;
}

bool extend(Emitter& emit, unsigned is_signed) {
  const Form form = form_of(emit);
  const unsigned to = emit.size(0);
  if (emit.size(1) == 1) {
    emit.emit(is_signed ? extend_to<std::int8_t>(to, form) : extend_to<u8>(to, form));
  } else {
    emit.emit(is_signed ? extend_to<std::int16_t>(to, form) : extend_to<u16>(to, form));
  }
  return true;
}

bool load_address(Emitter& emit, unsigned) {
  if (emit.size(0) == 2) {
    emit.emit(emit.indexed() ? step<put_address<true, u16>> : step<put_address<false, u16>>);
  } else {
    emit.emit(emit.indexed() ? step<put_address<true, u32>> : step<put_address<false, u32>>);
  }
  return true;
}

bool set_if(Emitter& emit, unsigned condition) {
  static constexpr auto kTable = set_table(std::make_index_sequence<16>());
  emit.flatten_address();
  emit.emit(kTable[condition][emit.is_memory(0) ? 1 : 0]);
  return true;
}

bool move_if(Emitter& emit, unsigned condition) {
  static constexpr auto kNarrow = move_if_table<u16>(std::make_index_sequence<16>());
  static constexpr auto kWide = move_if_table<u32>(std::make_index_sequence<16>());
  emit.flatten_address();
  emit.emit((emit.size(0) == 2 ? kNarrow : kWide)[condition][emit.is_memory(1) ? 1 : 0]);
  return true;
}

bool widen(Emitter& emit, unsigned) {
  switch (emit.instruction().mnemonic()) {
    case ZYDIS_MNEMONIC_CBW:
      emit.emit(step<widen_accumulator<std::int8_t, std::int16_t>>);
      break;
    case ZYDIS_MNEMONIC_CWDE:
      emit.emit(step<widen_accumulator<std::int16_t, std::int32_t>>);
      break;
    case ZYDIS_MNEMONIC_CWD:
      emit.emit(step<spread_sign<std::int16_t>>);
      break;
    default:
      emit.emit(step<spread_sign<std::int32_t>>);
      break;
  }
  return true;
}

bool swap_bytes(Emitter& emit, unsigned) {
  emit.emit(emit.size(0) == 2 ? step<reverse_bytes_narrow> : step<reverse_bytes>);
  return true;
}

bool translate_byte(Emitter& emit, unsigned) {
  const bool narrow = emit.instruction().raw.address_width == 16;
  if (emit.has(ZYDIS_ATTRIB_HAS_SEGMENT_FS)) {
    emit.emit(narrow ? step<translate_byte<PlainAccess, true, true>>
                     : step<translate_byte<PlainAccess, true, false>>);
  } else {
    emit.emit(narrow ? step<translate_byte<PlainAccess, false, true>>
                     : step<translate_byte<PlainAccess, false, false>>);
  }
  return true;
}

bool nop(Emitter& emit, unsigned) {
  emit.emit(step<nothing>);
  return true;
}

}  // namespace dumplab::cpu::data_move
