// SPDX-License-Identifier: MIT
#include "cpu/x87.h"

namespace dumplab::cpu::x87 {
namespace {

using namespace x87_host;

template <class T>
bool read_as(Core& core, const Op& op, Vector& memory) {
  T value;
  if (!PlainAccess::read<T>(core, address<false>(core, op), value)) return false;
  memory.put(value);
  return true;
}

template <class T>
bool write_as(Core& core, const Op& op, const Vector& memory) {
  return PlainAccess::write<T>(core, address<false>(core, op), memory.get<T>());
}

/// In two parts: the first is there when the second faults, as on silicon.
bool write_decimal(Core& core, const Op& op, const Vector& memory) {
  return write_as<std::uint64_t>(core, op, memory) &&
         PlainAccess::write(core, address<false>(core, op) + 8, memory.get<std::uint16_t>(4));
}

}  // namespace

bool raise(Core& core, const Op& op, std::uint16_t status, std::uint16_t refusing) {
  FloatState& floats = core.floats;
  floats.status =
      static_cast<std::uint16_t>((floats.status & ~kC1) | (status & (kExceptions | kStackFault | kC1)));
  const unsigned unmasked = status & ~floats.control & kExceptions;
  if (unmasked == 0) [[likely]]
    return true;
  floats.status |= kSummary | kBusy;
  floats.opcode = op.arg.immediate & 0x7ff;
  return (unmasked & refusing) == 0;
}

bool underflow(Core& core, const Op& op) { return raise(core, op, kInvalid | kStackFault, kInvalid); }

bool overflow(Core& core, const Op& op) { return raise(core, op, kInvalid | kStackFault | kC1, kInvalid); }

bool read_memory(Core& core, const Op& op, Source source, Vector& memory) {
  switch (source) {
    case kInteger16:
      return read_as<std::uint16_t>(core, op, memory);
    case kSingle:
    case kInteger32:
      return read_as<std::uint32_t>(core, op, memory);
    case kDouble:
    case kInteger64:
      return read_as<std::uint64_t>(core, op, memory);
    default:
      return read_as<std::array<std::uint8_t, 10>>(core, op, memory);
  }
}

bool write_memory(Core& core, const Op& op, Source target, const Vector& memory) {
  if ((high(op) & kStoreRefused) != 0) return core.raise(x86::kGeneralProtection);
  switch (target) {
    case kInteger16:
      return write_as<std::uint16_t>(core, op, memory);
    case kSingle:
    case kInteger32:
      return write_as<std::uint32_t>(core, op, memory);
    case kDouble:
    case kInteger64:
      return write_as<std::uint64_t>(core, op, memory);
    case kDecimal:
      return write_decimal(core, op, memory);
    default:
      return write_as<std::array<std::uint8_t, 10>>(core, op, memory);
  }
}

Source arithmetic_source(unsigned opcode) {
  constexpr Source kByOpcode[] = {kSingle, kInteger32, kDouble, kInteger16};
  return kByOpcode[opcode >> 1 & 3];
}

void prepare(Emitter& emit, unsigned high) {
  emit.flatten_address();
  const auto& raw = emit.instruction().raw;
  const unsigned modrm = raw.raw.modrm.mod << 6 | raw.raw.modrm.reg << 3 | raw.raw.modrm.rm;
  emit.arg.source = raw.raw.modrm.rm;
  emit.arg.immediate = high << 16 | (raw.opcode & 7u) << 8 | modrm;
}

}  // namespace dumplab::cpu::x87
