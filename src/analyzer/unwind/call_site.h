// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "dumplab/memory_source.h"

namespace dumplab::unwind {

/// The CALL before a return address.
struct CallSite {
  std::uint64_t address = 0;        ///< of its first byte
  std::vector<std::uint8_t> bytes;  ///< of the instruction
  /// Where it went: known of direct calls and of calls through a fixed slot.
  std::optional<std::uint64_t> target;
};

/// The instruction before `address`, when it is a CALL, as it must be before a return address. Empty where
/// the bytes are not there.
std::optional<CallSite> find_call_site(const MemorySource& memory, std::uint32_t address);

/// The same for 64-bit code.
std::optional<CallSite> find_amd64_call_site(const MemorySource& memory, std::uint64_t address);

inline bool follows_call(const MemorySource& memory, std::uint32_t address) {
  return find_call_site(memory, address).has_value();
}

}  // namespace dumplab::unwind
