// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>

#include "dumplab/memory_source.h"
#include "nt/critical_section.h"

namespace dumplab::structures {

/// DebugInfo of a section that was made without a debug record.
inline constexpr std::uint32_t kNoDebugInfo = 0xffffffff;

/// One RTL_CRITICAL_SECTION of a 32-bit process. Linear addresses.
struct CriticalSectionState {
  std::uint64_t address = 0, debug_info = 0;  ///< debug_info: or kNoDebugInfo
  std::int32_t lock_count = -1;               ///< as stored
  std::uint32_t recursion_count = 0, owning_thread = 0;
  std::uint64_t semaphore = 0;  ///< handle of what waiters wait for; 0: none so far
  std::uint32_t spin_count = 0;
  std::uint32_t entry_count = 0, contention_count = 0;  ///< of its debug record; 0 without one
  bool is_locked = false;
  bool waiter_woken = false;  ///< one that waited was told to go on; XP's counts do not say
  std::uint32_t waiters = 0;
  bool in_list = false;  ///< in ntdll's list of critical sections
};

/// Decodes the section at `address`; empty when a byte of it is not in the dump.
/// Up to XP and Server 2003 without a service pack (and in Wine) LockCount is -1 when free, else the entries
/// and waiters less one, so never below -1. Later: bit 0 clear = locked, bit 1 clear = a waiter was woken,
/// the rest counts waiters down from -1, so never above -1. A value therefore says itself how it counts.
std::optional<CriticalSectionState> read_critical_section(const MemorySource& memory, std::uint64_t address);

/// The debug record at `address`, if its section leads back to it.
std::optional<nt::CriticalSectionDebug> read_critical_section_debug(const MemorySource& memory,
                                                                    std::uint64_t address);

}  // namespace dumplab::structures
