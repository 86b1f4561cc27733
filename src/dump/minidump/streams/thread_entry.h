// SPDX-License-Identifier: MIT
#pragma once

#include "minidump/reading.h"

namespace dumplab::minidump {

/// MINIDUMP_THREAD.
struct ThreadEntry {
  le32 ThreadId, SuspendCount, PriorityClass, Priority;
  le64 Teb;                // linear address in the dumped process
  MemoryDescriptor Stack;  // from the stack pointer up, not the whole reservation
  LocationDescriptor ThreadContext;
};
static_assert(sizeof(ThreadEntry) == 48);
static_assert(offsetof(ThreadEntry, Teb) == 16);
static_assert(offsetof(ThreadEntry, Stack) == 24);
static_assert(offsetof(ThreadEntry, ThreadContext) == 40);

/// 16 times Breakpad's limit. An entry becomes some twenty times larger in memory, so a hostile count could
/// take all of it.
inline constexpr std::uint64_t kMaximumThreads = 1 << 16;

/// Adds the thread of an entry at file offset `where`.
void add_thread(const ThreadEntry& from, std::uint64_t where, Reading& reading);

}  // namespace dumplab::minidump
