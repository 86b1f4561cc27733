// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>

#include "dumplab/memory_source.h"

namespace dumplab::unwind {

/// The stack a walk must stay on, and the memory that it and the code are read from.
struct StackView {
  const MemorySource& memory;
  AddressRange bounds;  ///< the thread's own
  AddressRange switched =
      {};  ///< one of the program's making that ESP is on; a walk may go from it to the own

  bool contains(std::uint32_t address) const {
    return bounds.contains({address}) || switched.contains({address});
  }
  /// Whether a caller's return address can be at `slot`, for a frame whose part of the stack begins at
  /// `floor`.
  bool rises(std::uint32_t floor, std::uint32_t slot) const {
    if (switched.contains({floor}) && bounds.contains({slot})) return true;
    return slot >= floor && !(bounds.contains({floor}) && switched.contains({slot}));
  }
  /// A word of the stack; empty outside it or where the dump has no bytes.
  std::optional<std::uint32_t> word(std::uint64_t address) const {
    const bool is_inside = address <= 0xfffffffc && contains(static_cast<std::uint32_t>(address)) &&
                           contains(static_cast<std::uint32_t>(address + 3));
    return is_inside ? memory.read_u32({address}) : std::nullopt;
  }
};

}  // namespace dumplab::unwind
