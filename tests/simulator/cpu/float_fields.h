// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "simulator/cpu/machine.h"

namespace dumplab::cpu::testing {

/// Offsets in FXSAVE's image.  Source: Intel SDM vol. 1, table 10-2.
inline constexpr std::size_t kControl = 0, kStatus = 2, kTags = 4, kOpcode = 6, kCodeAddress = 8,
                             kDataAddress = 16, kMxcsr = 24, kSt0 = 32, kXmm0 = 160;

template <class T>
T field(const Machine& machine, std::size_t offset) {
  T value;
  std::memcpy(&value, machine.processor.state.fxsave.data() + offset, sizeof value);
  return value;
}

template <class T>
void set_field(Machine& machine, std::size_t offset, T value) {
  std::memcpy(machine.processor.state.fxsave.data() + offset, &value, sizeof value);
}

}  // namespace dumplab::cpu::testing
