// SPDX-License-Identifier: MIT
#include "structures/critical_section.h"

#include "consistency/findings.h"
#include "nt/critical_section.h"

namespace dumplab::consistency {

/// The list's head is a variable of ntdll; the loader's lock leads to an entry of it.
void critical_sections(Findings& findings) {
  if (!findings.peb() || findings.peb()->LoaderLock.value() == 0) return;
  const auto lock = structures::read_critical_section(findings.memory(), findings.peb()->LoaderLock.value());
  if (!lock || lock->debug_info == 0 || lock->debug_info == structures::kNoDebugInfo) return;
  findings.walk_list(lock->debug_info + offsetof(nt::CriticalSectionDebug, ProcessLocksList),
                     "list of critical sections");
}

}  // namespace dumplab::consistency
