// SPDX-License-Identifier: MIT
#include "unwind/stack_scan.h"

#include "unwind/flow_rules.h"

namespace dumplab::unwind {
namespace {

constexpr std::uint32_t kMostWords = 1024;

/// The first word that a caller's return address can lie in.
std::uint32_t first_slot(const Callee& callee) { return (callee.floor() + 3) & ~3u; }

/// The caller with the registers that the code from the CALL's target on has kept.
Caller with_registers(const Scene& scene, const Callee& callee, const Verdict& verdict,
                      const Caller& caller) {
  const auto entry = static_cast<std::uint32_t>(verdict.site->target.value_or(0));
  for (const Caller& known : callers_since_entry(scene.code.flow, scene.stack, callee, entry))
    if (known.slot == caller.slot) return known;
  return caller;
}

/// Whether frame pointers lead on from `frame` through return addresses.
bool begins_chain(const Scene& scene, const CallerCheck& check, const Callee& callee, std::uint32_t frame) {
  constexpr std::uint32_t kLeastLinks = 3;
  std::uint32_t pointer = frame;
  for (std::uint32_t links = 0; links < kLeastLinks; ++links) {
    const auto saved = scene.stack.word(pointer), caller = scene.stack.word(std::uint64_t{pointer} + 4);
    if (!saved || !caller) return false;
    if (links > 0 && *saved == 0 && *caller == 0) return true;  // where threads begin
    if (*saved <= pointer || *saved % 4 != 0) return false;
    if (check.judge(callee, *caller, pointer + 4).fit == Fit::kImpossible) return false;
    pointer = *saved;
  }
  return true;
}

}  // namespace

std::optional<FoundCaller> scan_for_call(const Scene& scene, const CallerCheck& check, const Callee& callee,
                                         Fit least, std::uint32_t end, std::vector<Rejected>& rejected) {
  const std::uint32_t first = first_slot(callee);
  std::optional<FoundCaller> best;
  for (std::uint32_t i = 0; i < kMostWords; ++i) {
    const std::uint32_t slot = first + 4 * i;
    const auto value = scene.stack.word(slot);
    if (slot < first || slot >= end || !value) break;
    if (*value == 0 || !scene.code.modules.find(*value - 1)) continue;
    Verdict verdict = check.judge(callee, *value, slot);
    const bool fits = verdict.site && verdict.fit >= least;
    if (verdict.fit < Fit::kPlausible && !best) rejected.push_back({slot, *value, verdict.why});
    if (!fits || (best && verdict.fit <= best->verdict.fit)) continue;
    best = {Caller{{*value, slot + 4, callee.registers.ebp}, slot}, Trust::kScan, std::move(verdict)};
    if (best->verdict.fit == Fit::kProven) {
      best->caller = with_registers(scene, callee, best->verdict, best->caller);
      break;
    }
  }
  return best;
}

std::optional<FoundCaller> search_for_chain(const Scene& scene, const CallerCheck& check,
                                            const Callee& callee) {
  const std::uint32_t first = first_slot(callee);
  for (std::uint32_t i = 0; i < kMostWords; ++i) {
    const std::uint32_t frame = first + 4 * i, slot = frame + 4;
    if (!begins_chain(scene, check, callee, frame)) continue;
    const std::uint32_t caller = *scene.stack.word(slot);
    return FoundCaller{Caller{{caller, slot + 4, *scene.stack.word(frame)}, slot}, Trust::kScan,
                       check.judge(callee, caller, slot)};
  }
  return std::nullopt;
}

}  // namespace dumplab::unwind
