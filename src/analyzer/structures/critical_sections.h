// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "dumplab/snapshot.h"
#include "structures/critical_section.h"
#include "structures/module_images.h"

namespace dumplab::structures {

struct CriticalSectionList {
  std::vector<CriticalSectionState> sections;        ///< in the list's order, then others by address
  std::uint64_t loader_lock = 0, fast_peb_lock = 0;  ///< PEB.LoaderLock, PEB.FastPebLock; 0: not known
  bool list_found = false;                           ///< ntdll's list; else sections were found by a scan
  bool is_complete = false;                          ///< the list closed and every section in it was read
  std::string problem;                               ///< why it is not complete

  const CriticalSectionState* find(std::uint64_t address) const;
};

/// Of a 32-bit process. The list's head is ntdll!RtlCriticalSectionList where the symbols say it; else the
/// list that the loader's lock is in; else memory is scanned for debug records whose section and list links
/// lead back to them.
CriticalSectionList read_critical_sections(const Snapshot& snapshot, const ModuleImages& modules);

}  // namespace dumplab::structures
