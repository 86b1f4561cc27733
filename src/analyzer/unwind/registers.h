// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>

#include "dumplab/memory_source.h"

namespace dumplab::unwind {

/// What a walk carries from frame to frame.
struct Registers {
  std::uint32_t eip = 0, esp = 0, ebp = 0;
};

/// The stack a walk must stay on, and the memory that it and the code are read from.
struct StackView {
  const MemorySource& memory;
  AddressRange bounds;

  bool contains(std::uint32_t address) const { return bounds.contains({address}); }
  /// A word of the stack; empty outside it or where the dump has no bytes.
  std::optional<std::uint32_t> word(std::uint64_t address) const {
    if (!bounds.contains({address}) || !bounds.contains({address + 3})) return std::nullopt;
    return memory.read_u32({address});
  }
};

}  // namespace dumplab::unwind
