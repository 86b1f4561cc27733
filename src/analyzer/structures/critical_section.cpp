// SPDX-License-Identifier: MIT
#include "structures/critical_section.h"

#include "snapshot/read_struct.h"

namespace dumplab::structures {

using snapshot::read_struct;

std::optional<nt::CriticalSectionDebug> read_critical_section_debug(const MemorySource& memory,
                                                                    std::uint64_t address) {
  const auto record = read_struct<nt::CriticalSectionDebug>(memory, address);
  if (!record || record->CriticalSection_.value() == 0) return std::nullopt;
  const auto back = memory.read_u32({record->CriticalSection_.value()});
  return back && *back == address ? record : std::nullopt;
}

std::optional<CriticalSectionState> read_critical_section(const MemorySource& memory, std::uint64_t address) {
  const auto section = read_struct<nt::CriticalSection>(memory, address);
  if (!section) return std::nullopt;
  CriticalSectionState state;
  state.address = address;
  state.debug_info = section->DebugInfo.value();
  state.lock_count = static_cast<std::int32_t>(section->LockCount.value());
  state.recursion_count = section->RecursionCount.value();
  state.owning_thread = section->OwningThread.value();
  state.semaphore = section->LockSemaphore.value();
  state.spin_count = section->SpinCount.value();
  if (state.lock_count >= 0) {
    const std::uint32_t entries = section->LockCount.value() + 1;
    state.is_locked = true;
    state.waiters = entries > state.recursion_count ? entries - state.recursion_count : 0;
  } else {
    const std::uint32_t counted = ~section->LockCount.value();  // -1 - LockCount
    state.is_locked = (counted & 1) != 0;
    state.waiter_woken = (counted & 2) != 0;
    state.waiters = counted >> 2;
  }
  if (state.debug_info != 0 && state.debug_info != kNoDebugInfo)
    if (const auto record = read_critical_section_debug(memory, state.debug_info)) {
      state.entry_count = record->EntryCount.value();
      state.contention_count = record->ContentionCount.value();
    }
  return state;
}

}  // namespace dumplab::structures
