// SPDX-License-Identifier: MIT
#pragma once

#include "nt/layout.h"

namespace dumplab::nt {

/// RTL_CRITICAL_SECTION.
struct CriticalSection {
  le32 DebugInfo, LockCount, RecursionCount, OwningThread, LockSemaphore, SpinCount;
};
static_assert(offsetof(CriticalSection, OwningThread) == 0x0c);
static_assert(sizeof(CriticalSection) == 0x18);

/// RTL_CRITICAL_SECTION_DEBUG: what ntdll's list of critical sections is made of.
struct CriticalSectionDebug {
  le16 Type, CreatorBackTraceIndex;
  le32 CriticalSection_;
  ListEntry ProcessLocksList;
  le32 EntryCount, ContentionCount, Spare[2];
};
static_assert(offsetof(CriticalSectionDebug, ProcessLocksList) == 0x08);
static_assert(sizeof(CriticalSectionDebug) == 0x20);

}  // namespace dumplab::nt
