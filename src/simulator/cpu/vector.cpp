// SPDX-License-Identifier: MIT
#include "cpu/vector.h"

#include <array>
#include <cstddef>
#include <optional>
#include <utility>

#include "cpu/families.h"
#include "cpu/long_operand.h"

namespace dumplab::cpu::vector {
namespace {

enum Kind : bool { kInteger, kFloat };

constexpr Kind kKinds[] = {
#define HOST(name, opcode, kind) kind,
#define HIGH(name, opcode) kInteger,
#define PACK(name, opcode) kInteger,
#define OWN(name, function, kind) kind,
#define MOVE(name, between, from_memory, to_memory) kInteger,
#include "cpu/vector.def"
#undef HOST
#undef HIGH
#undef PACK
#undef OWN
#undef MOVE
};

/// The pairs of places that instructions have.
constexpr bool exists(Place to, Place from, bool is_float) {
  switch (to) {
    case Place::kXmm:
      return true;
    case Place::kMm:
      return from != Place::kUnaligned;
    case Place::kGeneral:
      return from == Place::kXmm || from == Place::kMm || from == Place::kDword || from == Place::kQword;
    case Place::kDword:
      return !is_float && (from == Place::kXmm || from == Place::kMm || from == Place::kGeneral);
    case Place::kQword:
      return !is_float && (from == Place::kXmm || from == Place::kMm);
    case Place::kAligned:
    case Place::kUnaligned:
      return !is_float && from == Place::kXmm;
    default:
      return false;
  }
}

template <std::size_t kIndex>
constexpr Handler* handler_of() {
  constexpr auto kTo = static_cast<Place>(kIndex / 2 / kPlaces);
  constexpr auto kFrom = static_cast<Place>(kIndex / 2 % kPlaces);
  constexpr bool kIsFloat = kIndex % 2 != 0;
  if constexpr (exists(kTo, kFrom, kIsFloat)) {
    return step<detached<operate_body<kTo, kFrom, kIsFloat>>>;
  } else {
    return nullptr;
  }
}

template <std::size_t... kIndices>
constexpr auto handler_table(std::index_sequence<kIndices...>) {
  return std::array<Handler*, sizeof...(kIndices)>{handler_of<kIndices>()...};
}

constexpr auto kHandlers = handler_table(std::make_index_sequence<2 * kPlaces * kPlaces>());

bool is_unaligned_move(ZydisMnemonic mnemonic) {
  return mnemonic == ZYDIS_MNEMONIC_MOVUPS || mnemonic == ZYDIS_MNEMONIC_MOVUPD ||
         mnemonic == ZYDIS_MNEMONIC_MOVDQU;
}

std::optional<Place> place_of(const Emitter& emit, unsigned index) {
  if (emit.is_immediate(index)) return Place::kImmediate;
  if (emit.is_register(index)) {
    const ZydisRegisterClass kind = ZydisRegisterGetClass(emit.reg(index));
    if (kind == ZYDIS_REGCLASS_XMM) return Place::kXmm;
    return kind == ZYDIS_REGCLASS_MMX ? Place::kMm : Place::kGeneral;
  }
  switch (emit.size(index)) {
    case 2:
      return Place::kWord;
    case 4:
      return Place::kDword;
    case 8:
      return Place::kQword;
    case 16:
      return is_unaligned_move(emit.instruction().mnemonic()) ? Place::kUnaligned : Place::kAligned;
    default:
      return std::nullopt;
  }
}

std::uint8_t number_of(const Emitter& emit, unsigned index) {
  if (!emit.is_register(index)) return 0;
  const ZydisRegister reg = emit.reg(index);
  if (reg >= ZYDIS_REGISTER_XMM0 && reg <= ZYDIS_REGISTER_XMM7) {
    return static_cast<std::uint8_t>(reg - ZYDIS_REGISTER_XMM0);
  }
  if (reg >= ZYDIS_REGISTER_MM0 && reg <= ZYDIS_REGISTER_MM7) {
    return static_cast<std::uint8_t>(reg - ZYDIS_REGISTER_MM0);
  }
  return register_offset(reg);
}

Form form_of(Place to, Place from) {
  if (to == Place::kMm || from == Place::kMm) return kWithMmx;
  if (is_memory(to)) return kToMemory;
  return is_memory(from) ? kFromMemory : kBetween;
}

/// The word number of PINSRW and PEXTRW wraps at the register's size.
unsigned immediate_of(const Emitter& emit, Form form) {
  const unsigned immediate = emit.arg.immediate & 0xff;
  const ZydisMnemonic mnemonic = emit.instruction().mnemonic();
  if (mnemonic != ZYDIS_MNEMONIC_PINSRW && mnemonic != ZYDIS_MNEMONIC_PEXTRW) return immediate;
  return immediate & (form == kWithMmx ? 3 : 7);
}

/// COMISS to UCOMISD.  OF, SF and AF become 0.
#define DUMPLAB_COMPARE_FLAGS(opcode)                               \
  __asm__ volatile(#opcode " %4, %3"                                \
                   : "=@ccz"(zero), "=@ccp"(parity), "=@ccc"(carry) \
                   : "x"(core.floats.xmm[op.arg.destination].get<double>()), "x"(source.get<double>()))

template <Place kFrom>
bool compare_body(Core& core, const Op& op, Flags& flags) {
  Vector source;
  if (!load<kFrom>(core, op, op.arg.source, source)) return false;
  bool zero = false, parity = false, carry = false;
  const auto operate = [&] {
    switch (op.arg.detail) {
      case 0:
        DUMPLAB_COMPARE_FLAGS(comiss);
        break;
      case 1:
        DUMPLAB_COMPARE_FLAGS(ucomiss);
        break;
      case 2:
        DUMPLAB_COMPARE_FLAGS(comisd);
        break;
      default:
        DUMPLAB_COMPARE_FLAGS(ucomisd);
        break;
    }
  };
  if (!mxcsr::run(core, operate, [](std::uint32_t reported) { return reported; })) return false;
  flags = Flags::assemble((zero ? x86::kZero : 0) | (parity ? x86::kParity : 0) | (carry ? x86::kCarry : 0));
  return true;
}

/// What a write that is refused leaves of an MMX instruction.
template <bool kMasked>
bool refused_mmx_body(Core& core, const Op&, Flags&) {
  if ((core.floats.status & kSummary) != 0) return core.raise(x86::kFloatingPoint);
  core.floats.top = 0;
  if (kMasked) enter_mmx(core.floats);
  return core.raise(x86::kGeneralProtection);
}

bool refuse(Emitter& emit, Handler* mmx) {
  if (mmx == nullptr) return system::privileged(emit, 0);
  emit.emit(mmx);
  emit.end_block();
  return true;
}

/// MASKMOVQ, MASKMOVDQU: bytes of the destination register whose mask has bit 7 go to [EDI].
template <Place kPlace>
bool move_masked_body(Core& core, const Op& op, Flags&) {
  constexpr unsigned kSize = kPlace == Place::kMm ? 8 : 16;
  if (kPlace == Place::kMm && (core.floats.status & kSummary) != 0) return core.raise(x86::kFloatingPoint);
  Vector value, mask;
  load<kPlace>(core, op, op.arg.destination, value);
  load<kPlace>(core, op, op.arg.source, mask);
  if (kPlace == Place::kMm) enter_mmx(core.floats);
  const LongOperand operand(core, core.reg(x86::kEdi), op.arg.detail);
  // Whatever the mask says, all eight bytes must be writable, the upper ones first: as on silicon.
  for (unsigned half = kSize; half != 0; half -= 8) {
    if (!operand.holds(core, half - 8, 8) || !operand.probe_write(core, half - 8, 8)) return false;
  }
  for (unsigned index = 0; index < kSize; ++index) {
    if ((mask.bytes[index] & 0x80) != 0 && !operand.write<PlainAccess>(core, index, value.bytes[index])) {
      return false;
    }
  }
  return true;
}

/// CLFLUSH faults like a read of one byte.
bool flush_line_body(Core& core, const Op& op, Flags&) {
  std::uint8_t value;
  return PlainAccess::read<std::uint8_t>(core, address<false>(core, op), value);
}

}  // namespace

bool operate(Emitter& emit, unsigned row) {
  const std::optional<Place> to = place_of(emit, 0);
  const std::optional<Place> from = place_of(emit, 1);
  if (!to || !from) return false;
  const auto index = 2 * (static_cast<unsigned>(*to) * kPlaces + static_cast<unsigned>(*from)) + kKinds[row];
  Handler* const handler = kHandlers[index];
  if (handler == nullptr) return false;
  if (emit.refuses_write) return refuse(emit, *from == Place::kMm ? step<refused_mmx_body<false>> : nullptr);
  emit.flatten_address();
  const Form form = form_of(*to, *from);
  emit.arg.destination = number_of(emit, 0);
  emit.arg.source = number_of(emit, 1);
  emit.arg.immediate = immediate_of(emit, form) | (row * kForms + form) << 8;
  emit.emit(handler);
  return true;
}

bool compare(Emitter& emit, unsigned kind) {
  const std::optional<Place> from = place_of(emit, 1);
  emit.flatten_address();
  emit.arg.destination = number_of(emit, 0);
  emit.arg.source = number_of(emit, 1);
  emit.arg.detail = static_cast<std::uint8_t>(kind);
  if (from == Place::kXmm) {
    emit.emit(step<detached<compare_body<Place::kXmm>>>);
  } else {
    emit.emit(from == Place::kDword ? step<detached<compare_body<Place::kDword>>>
                                    : step<detached<compare_body<Place::kQword>>>);
  }
  return true;
}

bool move_masked(Emitter& emit, unsigned wide) {
  if (emit.refuses_write) return refuse(emit, wide == 0 ? step<refused_mmx_body<true>> : nullptr);
  emit.arg.destination = number_of(emit, 0);
  emit.arg.source = number_of(emit, 1);
  emit.arg.detail = LongOperand::detail_of(emit);
  emit.emit(wide ? step<detached<move_masked_body<Place::kXmm>>>
                 : step<detached<move_masked_body<Place::kMm>>>);
  return true;
}

bool flush_line(Emitter& emit, unsigned) {
  emit.flatten_address();
  emit.emit(step<detached<flush_line_body>>);
  return true;
}

}  // namespace dumplab::cpu::vector
