// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

namespace dumplab::x86 {

/// The general-purpose registers in their encoding order.  Source: Intel SDM vol. 2, table 2-2.
enum Register : std::uint8_t { kEax, kEcx, kEdx, kEbx, kEsp, kEbp, kEsi, kEdi };

inline constexpr std::size_t kRegisterCount = 8;

/// "eax" ... "edi".
constexpr const char* name_of(Register reg) {
  constexpr const char* kNames[kRegisterCount] = {"eax", "ecx", "edx", "ebx", "esp", "ebp", "esi", "edi"};
  return kNames[reg & 7];
}

}  // namespace dumplab::x86
