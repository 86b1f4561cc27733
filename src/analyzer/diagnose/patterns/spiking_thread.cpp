// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "diagnose/followup.h"
#include "diagnose/pattern.h"
#include "diagnose/words.h"

namespace dumplab::diagnose::patterns {
namespace {

constexpr std::uint64_t kUnitsPerSecond = 10'000'000;   // of 100 ns
constexpr std::uint64_t kEpochOfUnix = 11'644'473'600;  // in seconds since 1601, where thread times begin

std::uint64_t processor_time(const Thread& thread) { return thread.info->UserTime + thread.info->KernelTime; }

/// In 100 ns units, from its creation to the dump; 0: not known.
std::uint64_t lifetime(const Snapshot& snapshot, const Thread& thread) {
  const std::uint64_t now = (kEpochOfUnix + snapshot.TimeDateStamp) * kUnitsPerSecond;
  return thread.info->CreateTime != 0 && thread.info->CreateTime < now ? now - thread.info->CreateTime : 0;
}

void add_place(const ThreadState& state, Finding& finding) {
  if (state.stack->frames.empty()) return;
  const std::size_t frame = find_followup(*state.stack).value_or(0);
  finding.evidence.push_back({fmt::format("{} {}, in {}", thread_text(state.thread->ThreadId),
                                          describe(state.kind), place_text(state.stack->frames[frame])),
                              state.stack->frames[frame].eip, state.thread->ThreadId, frame});
  finding.address = state.stack->frames[frame].eip;
}

Finding begin(const ThreadState& state, std::string summary) {
  Finding finding;
  finding.summary = std::move(summary);
  finding.problem_class = "APPLICATION_HANG_BUSYHANG";
  finding.thread = state.thread->ThreadId;
  finding.threads = {state.thread->ThreadId};
  finding.next = {"!runaway 7", fmt::format("~~[{:x}]kb", state.thread->ThreadId)};
  return finding;
}

/// By the thread times: it used nearly all of the process's processor time, and much of its own life.
std::optional<Finding> by_times(const Facts& facts) {
  constexpr std::uint64_t kFewest = kUnitsPerSecond / 10;
  const ThreadState* top = nullptr;
  std::uint64_t all = 0;
  for (const ThreadState& state : facts.threads()) {
    all += processor_time(*state.thread);
    if (!top || processor_time(*state.thread) > processor_time(*top->thread)) top = &state;
  }
  const std::uint64_t used = processor_time(*top->thread), life = lifetime(facts.snapshot(), *top->thread);
  const bool is_much = used >= kFewest && used * 10 >= all * 8;
  if (!is_much || (life != 0 && used * 2 < life)) return std::nullopt;
  Finding finding =
      begin(*top, fmt::format("{} used {} of {} ms of processor time", thread_text(top->thread->ThreadId),
                              used * 1000 / kUnitsPerSecond, all * 1000 / kUnitsPerSecond));
  finding.confidence = top->is_waiting() ? Confidence::kPossible : Confidence::kLikely;
  finding.evidence.push_back(
      {fmt::format("user time {} ms, kernel time {} ms; all threads together {} ms",
                   top->thread->info->UserTime * 1000 / kUnitsPerSecond,
                   top->thread->info->KernelTime * 1000 / kUnitsPerSecond, all * 1000 / kUnitsPerSecond),
       {},
       top->thread->ThreadId,
       {}});
  if (life != 0)
    finding.evidence.push_back(
        {fmt::format("it is {} ms old", life * 1000 / kUnitsPerSecond), {}, top->thread->ThreadId, {}});
  add_place(*top, finding);
  return finding;
}

/// Without times: all but one are known to wait.
std::optional<Finding> by_waits(const Facts& facts) {
  const ThreadState* running = nullptr;
  for (const ThreadState& state : facts.threads()) {
    if (state.is_waiting()) continue;
    if (running || state.kind != ThreadState::Kind::kRunning) return std::nullopt;
    running = &state;
  }
  if (!running) return std::nullopt;
  Finding finding =
      begin(*running, thread_text(running->thread->ThreadId) + " is the only one that does not wait");
  finding.confidence = Confidence::kPossible;
  finding.evidence.push_back(
      {fmt::format("{} other threads wait; the dump has no thread times", facts.threads().size() - 1),
       {},
       {},
       {}});
  add_place(*running, finding);
  return finding;
}

}  // namespace

/// In a process that was stopped by an exception processor time explains nothing.
std::optional<Finding> spiking_thread(const Facts& facts) {
  constexpr std::size_t kFewestThreads = 3;
  if (facts.fault() && !facts.is_break_in()) return std::nullopt;
  if (facts.threads().size() < kFewestThreads) return std::nullopt;
  const bool has_times =
      std::ranges::all_of(facts.threads(), [](const ThreadState& s) { return s.thread->info.has_value(); });
  return has_times ? by_times(facts) : by_waits(facts);
}

}  // namespace dumplab::diagnose::patterns
