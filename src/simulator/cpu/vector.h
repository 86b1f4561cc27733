// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "cpu/mxcsr.h"
#include "cpu/operand.h"
#include "cpu/unmasked_rounding.h"

/// MMX, SSE and SSE2.  Every instruction but a few is destination = f(destination, source, immediate) with
/// the function from vector.def and a handler specialised by where the two operands are.
/// Arguments: `immediate` = immediate byte + function number << 8; registers as XMM or MM numbers.
namespace dumplab::cpu::vector {

using Function = void(Vector& destination, const Vector& source, unsigned immediate);

/// The rows of vector.def.
enum Row : unsigned {
#define HOST(name, ...) k##name,
#define HIGH(name, ...) k##name,
#define PACK(name, ...) k##name,
#define OWN(name, ...) k##name,
#define MOVE(name, ...) k##name,
#include "cpu/vector.def"
#undef HOST
#undef HIGH
#undef PACK
#undef OWN
#undef MOVE
};

/// Which of a row's functions an instruction takes.
enum Form : unsigned { kBetween, kFromMemory, kToMemory, kWithMmx, kForms };

enum class Place : std::uint8_t {
  kXmm,
  kMm,
  kGeneral,
  kWord,  // memory from here
  kDword,
  kQword,
  kAligned,    // 16 bytes, #GP unless at a multiple of 16
  kUnaligned,  // 16 bytes
  kImmediate,
};

inline constexpr unsigned kPlaces = 9;

constexpr bool is_memory(Place place) { return place >= Place::kWord && place <= Place::kUnaligned; }

/// Function number row * kForms + form.
Function* function(unsigned number);

/// An MMX instruction makes all x87 registers valid and TOP 0.
inline void enter_mmx(FloatState& floats) {
  floats.top = 0;
  floats.tags = 0xff;
}

template <class T>
bool read_as(Core& core, std::uint32_t linear, Vector& value) {
  T part;
  if (!PlainAccess::read<T>(core, linear, part)) return false;
  value.put(part);
  return true;
}

/// The rest of `value` stays 0.
template <Place kPlace>
DUMPLAB_INLINE bool load(Core& core, const Op& op, std::uint8_t number, Vector& value) {
  if constexpr (kPlace == Place::kXmm) value = core.floats.xmm[number];
  if constexpr (kPlace == Place::kMm) value.put(core.floats.physical[number].significand);
  if constexpr (kPlace == Place::kGeneral) value.put(get<std::uint32_t>(core, number));
  if constexpr (kPlace == Place::kImmediate) value.put<std::uint64_t>(op.arg.immediate & 0xff);
  if constexpr (is_memory(kPlace)) {
    const std::uint32_t linear = address<false>(core, op);
    if constexpr (kPlace == Place::kWord) return read_as<std::uint16_t>(core, linear, value);
    if constexpr (kPlace == Place::kDword) return read_as<std::uint32_t>(core, linear, value);
    if constexpr (kPlace == Place::kQword) return read_as<std::uint64_t>(core, linear, value);
    if constexpr (kPlace == Place::kAligned) {
      if (linear % 16 != 0) return core.raise(x86::kGeneralProtection);
    }
    return PlainAccess::read<Vector>(core, linear, value);
  }
  return true;
}

template <Place kPlace>
DUMPLAB_INLINE bool store(Core& core, const Op& op, const Vector& value) {
  const std::uint8_t number = op.arg.destination;
  if constexpr (kPlace == Place::kXmm) core.floats.xmm[number] = value;
  if constexpr (kPlace == Place::kMm) core.floats.physical[number] = {value.get<std::uint64_t>(), 0xffff};
  if constexpr (kPlace == Place::kGeneral) put(core, number, value.get<std::uint32_t>());
  if constexpr (is_memory(kPlace)) {
    const std::uint32_t linear = address<false>(core, op);
    if constexpr (kPlace == Place::kDword)
      return PlainAccess::write(core, linear, value.get<std::uint32_t>());
    if constexpr (kPlace == Place::kQword)
      return PlainAccess::write(core, linear, value.get<std::uint64_t>());
    if constexpr (kPlace == Place::kAligned) {
      if (linear % 16 != 0) return core.raise(x86::kGeneralProtection);
    }
    return PlainAccess::write<Vector>(core, linear, value);
  }
  return true;
}

template <Place kTo, Place kFrom, bool kFloat>
bool operate_body(Core& core, const Op& op, Flags&) {
  constexpr bool kMmx = kTo == Place::kMm || kFrom == Place::kMm;
  if constexpr (kMmx) {
    if ((core.floats.status & kSummary) != 0) return core.raise(x86::kFloatingPoint);
  }
  Vector source, destination;
  if (!load<kFrom>(core, op, op.arg.source, source)) return false;
  if constexpr (!is_memory(kTo) && kTo != Place::kGeneral) {
    load<kTo>(core, op, op.arg.destination, destination);
  }
  Function* const apply = function(op.arg.immediate >> 8);
  const unsigned immediate = op.arg.immediate & 0xff;
  // Before the operation or its store can fault, as on silicon; a store that does leaves the tags.
  if constexpr (kMmx && is_memory(kTo)) core.floats.top = 0;
  if constexpr (kMmx && !is_memory(kTo)) enter_mmx(core.floats);
  if constexpr (kFloat) {
    const auto refine = [&](std::uint32_t flags) {
      Vector first;
      load<kTo>(core, op, op.arg.destination, first);
      return unmasked_flags(core.floats.mxcsr, op.arg.immediate >> 8, first, source, flags);
    };
    if (!mxcsr::run(
            core, [&] { apply(destination, source, immediate); }, refine))
      return false;
  } else {
    apply(destination, source, immediate);
  }
  if (!store<kTo>(core, op, destination)) return false;
  if constexpr (kMmx && is_memory(kTo)) enter_mmx(core.floats);
  return true;
}

}  // namespace dumplab::cpu::vector
