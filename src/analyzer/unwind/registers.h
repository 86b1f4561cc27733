// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>

#include "x86/registers.h"

namespace dumplab::unwind {

/// What a walk carries from frame to frame. Those behind EBP are empty where no method gave them back; EAX,
/// ECX and EDX are known of a context only.
struct Registers {
  std::uint32_t eip = 0, esp = 0, ebp = 0;
  std::optional<std::uint32_t> ebx{}, esi{}, edi{}, eax{}, ecx{}, edx{};

  std::optional<std::uint32_t> operator[](x86::Register reg) const {
    const std::optional<std::uint32_t> all[x86::kRegisterCount] = {eax, ecx, edx, ebx, esp, ebp, esi, edi};
    return reg < x86::kRegisterCount ? all[reg] : std::nullopt;
  }
};

}  // namespace dumplab::unwind
