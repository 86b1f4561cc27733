// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "cpu/core.h"
#include "cpu/emitter.h"

/// Segment registers as values: loading one has no effect on addresses.
namespace dumplab::cpu::segment {

/// In Zydis's and the encoding's order: ES CS SS DS FS GS.
inline std::uint16_t& selector(Core& core, std::uint8_t index) {
  State& state = *core.state;
  std::uint16_t* const selectors[] = {&state.es, &state.cs, &state.ss, &state.ds, &state.fs, &state.gs};
  return *selectors[index];
}

inline bool is_segment(const Emitter& emit, unsigned operand) {
  return emit.is_register(operand) && ZydisRegisterGetClass(emit.reg(operand)) == ZYDIS_REGCLASS_SEGMENT;
}

inline std::uint8_t index_of(const Emitter& emit, unsigned operand) {
  return static_cast<std::uint8_t>(emit.reg(operand) - ZYDIS_REGISTER_ES);
}

}  // namespace dumplab::cpu::segment
