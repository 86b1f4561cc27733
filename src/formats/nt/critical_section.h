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

}  // namespace dumplab::nt
