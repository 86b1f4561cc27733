// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "cpu/long_operand.h"
#include "cpu/operand.h"

/// The control side of x87 and SSE.
namespace dumplab::cpu::float_control {

inline constexpr std::uint32_t kMxcsrMask = 0xffff;
/// Header, ST0-ST7 and XMM0-XMM7; what follows is reserved or the program's.
inline constexpr std::uint32_t kStored = 288, kImage = 512;

DUMPLAB_INLINE bool reset(Core& core, const Op&, Flags&) {
  core.floats.reset();
  return true;
}

/// FNCLEX clears the exception flags, stack fault, summary and busy.
DUMPLAB_INLINE bool clear_exceptions(Core& core, const Op&, Flags&) {
  core.floats.status &= kConditions;
  return true;
}

/// EMMS.  TOP becomes 0, as on silicon.
DUMPLAB_INLINE bool empty_tags(Core& core, const Op&, Flags&) {
  core.floats.tags = core.floats.top = 0;
  return true;
}

DUMPLAB_INLINE bool wait_body(Core&, const Op&, Flags&) { return true; }

template <class Access>
DUMPLAB_INLINE bool store_control(Core& core, const Op& op, Flags&) {
  return Access::template write<std::uint16_t>(core, address<false>(core, op), core.floats.control);
}

template <class Access>
DUMPLAB_INLINE bool store_status(Core& core, const Op& op, Flags&) {
  return Access::template write<std::uint16_t>(core, address<false>(core, op), core.floats.status_word());
}

template <class Access>
DUMPLAB_INLINE bool store_mxcsr(Core& core, const Op& op, Flags&) {
  return Access::template write<std::uint32_t>(core, address<false>(core, op), core.floats.mxcsr);
}

DUMPLAB_INLINE bool store_status_in_ax(Core& core, const Op&, Flags&) {
  put<std::uint16_t>(core, 0, core.floats.status_word());
  return true;
}

template <class Access>
DUMPLAB_INLINE bool load_control_word(Core& core, const Op& op, Flags&) {
  std::uint16_t value;
  if (!Access::template read<std::uint16_t>(core, address<false>(core, op), value)) return false;
  core.floats.set_control_word(value);
  return true;
}

/// A reserved bit is #GP(0).
template <class Access>
DUMPLAB_INLINE bool load_mxcsr(Core& core, const Op& op, Flags&) {
  std::uint32_t value;
  if (!Access::template read<std::uint32_t>(core, address<false>(core, op), value)) return false;
  if ((value & ~kMxcsrMask) != 0) return core.raise(x86::kGeneralProtection);
  core.floats.mxcsr = value;
  return true;
}

/// FXSAVE; an address that is no multiple of 16 is #GP(0).  The last byte is reached for first, as on
/// silicon.
template <class Access>
bool store_all(Core& core, const Op& op, Flags&) {
  const LongOperand operand = LongOperand::of(core, op);
  if (operand.linear(0) % 16 != 0) return core.raise(x86::kGeneralProtection);
  if (!operand.probe_write(core, kImage - 1, 1) || !operand.probe_write(core, 0, 1)) return false;
  std::array<std::uint8_t, kImage> image{};
  core.floats.save(image);
  for (std::uint32_t offset = 0; offset < kStored; offset += 16) {
    Vector part;
    std::memcpy(&part, image.data() + offset, sizeof part);
    if (!operand.write<Access>(core, offset, part)) return false;
  }
  return true;
}

template <class Access>
bool load_all(Core& core, const Op& op, Flags&) {
  const LongOperand operand = LongOperand::of(core, op);
  if (operand.linear(0) % 16 != 0) return core.raise(x86::kGeneralProtection);
  if (!operand.probe_read(core, kImage - 1)) return false;
  std::array<std::uint8_t, kImage> image{};
  for (std::uint32_t offset = 0; offset < kStored; offset += 16) {
    Vector part;
    if (!operand.read<Access>(core, offset, part)) return false;
    std::memcpy(image.data() + offset, &part, sizeof part);
  }
  std::uint32_t mxcsr;
  std::memcpy(&mxcsr, image.data() + 24, sizeof mxcsr);
  if ((mxcsr & ~kMxcsrMask) != 0) return core.raise(x86::kGeneralProtection);
  core.floats.load(image);
  return true;
}

/// FNSTENV's image: seven fields of T.  16-bit images have no room for the opcode and the selectors' upper
/// halves.  Source: Intel SDM vol. 1, figures 8-9 and 8-10.
template <class T>
std::array<T, 7> environment(const FloatState& floats) {
  const bool wide = sizeof(T) == 4;
  const std::uint32_t fill = wide ? 0xffff0000 : 0;
  const std::uint32_t opcode = wide ? static_cast<std::uint32_t>(floats.opcode) << 16 : 0;
  return {static_cast<T>(fill | floats.control),         static_cast<T>(fill | floats.status_word()),
          static_cast<T>(fill | floats.tag_word()),      static_cast<T>(floats.code),
          static_cast<T>(opcode | floats.code_selector), static_cast<T>(floats.data),
          static_cast<T>(fill | floats.data_selector)};
}

template <class T>
void set_environment(FloatState& floats, const std::array<T, 7>& fields) {
  floats.set_control_word(static_cast<std::uint16_t>(fields[0]));
  floats.set_status_word(static_cast<std::uint16_t>(fields[1]));
  floats.set_tag_word(static_cast<std::uint16_t>(fields[2]));
  floats.code = fields[3];
  floats.code_selector = static_cast<std::uint16_t>(fields[4]);
  floats.opcode = sizeof(T) == 4 ? fields[4] >> 16 & 0x7ff : 0;
  floats.data = fields[5];
  floats.data_selector = static_cast<std::uint16_t>(fields[6]);
}

/// An 80-bit number in five parts: the images need no more alignment than this.
using Parts = std::array<std::uint16_t, 5>;

DUMPLAB_INLINE Parts split(const Extended& value) {
  const std::uint64_t bits = value.significand;
  return {static_cast<std::uint16_t>(bits), static_cast<std::uint16_t>(bits >> 16),
          static_cast<std::uint16_t>(bits >> 32), static_cast<std::uint16_t>(bits >> 48),
          value.sign_exponent};
}

DUMPLAB_INLINE Extended join(const Parts& parts) {
  Extended value;
  for (unsigned index = 4; index-- > 0;) value.significand = value.significand << 16 | parts[index];
  value.sign_exponent = parts[4];
  return value;
}

/// Bytes of FNSTENV's image or (kRegisters) FNSAVE's, which has ST0-ST7 behind it.
inline constexpr std::uint32_t kRegisterSize = 10;
template <class T, bool kRegisters>
constexpr std::uint32_t kEnvironmentSize = 7 * sizeof(T) + (kRegisters ? 8 * kRegisterSize : 0);

/// FNSTENV, FNSAVE.  The first field is reached for, then the last byte, as on silicon.
template <class Access, class T, bool kRegisters>
bool store_environment(Core& core, const Op& op, Flags&) {
  const LongOperand operand = LongOperand::of(core, op);
  FloatState& floats = core.floats;
  if (!operand.probe_write(core, 0, sizeof(T))) return false;
  if (!operand.probe_write(core, kEnvironmentSize<T, kRegisters> - 1, 1)) return false;
  std::uint32_t at = 0;
  for (const T field : environment<T>(floats)) {
    if (!operand.write<Access>(core, at, field)) return false;
    at += sizeof(T);
  }
  if constexpr (!kRegisters) {
    floats.set_control_word(floats.control | kExceptions);
  } else {
    for (unsigned index = 0; index < 8; ++index) {
      if (!operand.holds(core, at, 8)) return false;
      for (const std::uint16_t part : split(floats.st(index))) {
        if (!operand.write<Access>(core, at, part)) return false;
        at += 2;
      }
    }
    floats.reset();
  }
  return true;
}

/// FLDENV, FRSTOR.
template <class Access, class T, bool kRegisters>
bool load_environment(Core& core, const Op& op, Flags&) {
  const LongOperand operand = LongOperand::of(core, op);
  std::uint32_t at = 0;
  std::array<T, 7> fields;
  for (T& field : fields) {
    if (!operand.read<Access>(core, at, field)) return false;
    if (at == 0 && !operand.probe_read(core, kEnvironmentSize<T, kRegisters> - 1)) return false;
    at += sizeof(T);
  }
  std::array<Parts, 8> registers{};
  for (unsigned index = 0; kRegisters && index < 8; ++index) {
    if (!operand.holds(core, at, 8)) return false;
    for (std::uint16_t& part : registers[index]) {
      if (!operand.read<Access>(core, at, part)) return false;
      at += 2;
    }
  }
  FloatState& floats = core.floats;
  set_environment(floats, fields);
  for (unsigned index = 0; kRegisters && index < 8; ++index) {
    floats.st(index) = join(registers[index]);
  }
  return true;
}

}  // namespace dumplab::cpu::float_control
