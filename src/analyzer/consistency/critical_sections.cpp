// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "consistency/findings.h"

namespace dumplab::consistency {
namespace {

// RTL_CRITICAL_SECTION_DEBUG.ProcessLocksList
constexpr std::uint32_t kProcessLocksList = 8;

}  // namespace

/// The list's head is a variable of ntdll; the loader's lock leads to an entry of it.
void critical_sections(Findings& findings) {
  if (!findings.peb()) return;
  const auto debug_info = findings.memory().read_u32({findings.peb()->LoaderLock.value()});
  if (findings.peb()->LoaderLock.value() == 0 || !debug_info || *debug_info == 0 || *debug_info == 0xffffffff)
    return;
  findings.walk_list(*debug_info + kProcessLocksList, "list of critical sections");
}

}  // namespace dumplab::consistency
