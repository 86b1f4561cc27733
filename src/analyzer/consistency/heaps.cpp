// SPDX-License-Identifier: MIT
#include "structures/heap_blocks.h"

#include <fmt/format.h>

#include "consistency/findings.h"

namespace dumplab::consistency {

void heaps(Findings& findings) {
  if (!findings.peb()) return;
  constexpr std::uint32_t kMostHeaps = 1024;
  const std::uint32_t count = std::min(findings.peb()->NumberOfHeaps.value(), kMostHeaps);
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto handle = findings.memory().read_u32({findings.peb()->ProcessHeaps.value() + 4ull * i});
    const auto walk = handle ? structures::walk_heap(findings.memory(), *handle) : std::nullopt;
    if (!walk) continue;  // not in the dump, or of another Windows
    for (const structures::HeapProblem& problem : walk->problems)
      if (problem.kind != structures::HeapProblem::Kind::kMissingLink || findings.has_all_memory())
        findings.add(problem.address, fmt::format("heap {:#x}: {}", *handle, problem.what));
  }
}

}  // namespace dumplab::consistency
