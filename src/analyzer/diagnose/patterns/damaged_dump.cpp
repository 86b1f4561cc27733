// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "diagnose/pattern.h"

namespace dumplab::diagnose::patterns {

/// The file is damaged, or lacks what a stack needs.
std::optional<Finding> damaged_dump(const Facts& facts) {
  constexpr std::size_t kMostShown = 8;
  Finding finding;
  finding.is_cause = false;
  std::size_t damaged = 0;
  for (const DumpProblem& problem : facts.problems()) {
    if (problem.damage == Damage::kWarning || ++damaged > kMostShown) continue;
    finding.evidence.push_back(
        {fmt::format("{} (file offset {:#x})", describe(problem), problem.where), {}, {}, {}});
  }
  const auto note = [&](std::string what, std::optional<std::uint32_t> thread) {
    finding.evidence.push_back({std::move(what), {}, thread, {}});
  };
  const auto& fault = facts.fault();
  if (fault && !fault->thread) note("the exception's thread is not in the dump", fault->thread_id);
  if (fault && !fault->has_registers) note("the exception's registers are not in the dump", fault->thread_id);
  if (!facts.snapshot().threads.empty() && (!facts.snapshot().memory || facts.memory().ranges().empty()))
    note("the dump has no memory", {});
  if (finding.evidence.empty()) return std::nullopt;
  finding.confidence = damaged ? Confidence::kCertain : Confidence::kLikely;
  finding.summary =
      damaged ? fmt::format("{} part{} of the file cannot be read: what depends on them is not seen", damaged,
                            damaged == 1 ? "" : "s")
              : finding.evidence.front().what;
  finding.next = {".dumpdebug"};
  return finding;
}

}  // namespace dumplab::diagnose::patterns
