// SPDX-License-Identifier: MIT
#include "kernel/scheduler.h"

#include <algorithm>

namespace dumplab::kernel {
namespace {

constexpr std::uint32_t kHighestBoosted = 15;
constexpr std::uint64_t kStarvation = 30'000'000, kBalanceInterval = 10'000'000;  // 100 ns units

bool may_run_on(const Thread& thread, std::size_t cpu) { return thread.affinity >> cpu & 1; }

}  // namespace

void Scheduler::make_ready(Thread& thread, std::uint32_t increment, std::uint64_t now) {
  if (options_.boost && increment && thread.base_priority < kFirstRealTimePriority)
    thread.priority = std::max(thread.priority, std::min(thread.base_priority + increment, kHighestBoosted));
  thread.state = ThreadState::kReady;
  thread.quantum_left = options_.quantum;
  thread.ready_since = now;
  ready_[thread.priority].push_back(&thread);
  needs_dispatch_ = true;
}

void Scheduler::take_off(Thread& thread, std::string_view why) {
  std::erase(ready_[thread.priority], &thread);
  for (std::size_t cpu = 0; cpu < running_.size(); ++cpu) {
    if (running_[cpu] != &thread) continue;
    running_[cpu] = nullptr;
    left_[cpu] = {thread.id, std::string(why)};
    needs_dispatch_ = true;
  }
}

bool Scheduler::yield(Thread& thread, bool same_priority_only, std::uint64_t now) {
  const auto waits = [](const auto& queue) { return !queue.empty(); };
  if (same_priority_only ? ready_[thread.priority].empty()
                         : std::none_of(ready_.begin(), ready_.end(), waits))
    return false;
  std::size_t cpu = 0;
  while (running_[cpu] != &thread) ++cpu;
  Thread* next = best_ready(cpu);
  if (!next) return false;
  take_off(thread, "yield");
  start(cpu, *next);  // whatever its priority
  make_ready(thread, 0, now);
  needs_dispatch_ = false;
  return true;
}

void Scheduler::end_quantum(Thread& thread, std::uint64_t now) {
  thread.quantum_left = options_.quantum;
  if (thread.priority > thread.base_priority) set_priority(thread, thread.priority - 1);
  const bool others = std::any_of(ready_.begin() + thread.priority, ready_.end(),
                                  [](const auto& queue) { return !queue.empty(); });
  if (!others) return;
  take_off(thread, "quantum");
  make_ready(thread, 0, now);
}

void Scheduler::set_priority(Thread& thread, std::uint32_t priority) {
  if (thread.state == ThreadState::kReady) {
    std::erase(ready_[thread.priority], &thread);
    ready_[priority].push_back(&thread);
  }
  thread.priority = priority;
  needs_dispatch_ = true;
}

void Scheduler::lift_starved(std::uint64_t now) {
  if (!options_.boost || now < next_balance_) return;
  next_balance_ = now + kBalanceInterval;
  std::vector<Thread*> starved;
  for (std::uint32_t priority = 1; priority < kHighestBoosted; ++priority)
    for (Thread* thread : ready_[priority])
      if (now - thread->ready_since >= kStarvation) starved.push_back(thread);
  for (Thread* thread : starved) {
    set_priority(*thread, kHighestBoosted);
    thread->quantum_left = 2 * options_.quantum;
  }
}

Thread* Scheduler::best_ready(std::size_t cpu) const {
  for (auto queue = ready_.rbegin(); queue != ready_.rend(); ++queue)
    for (Thread* thread : *queue)
      if (may_run_on(*thread, cpu)) return thread;
  return nullptr;
}

void Scheduler::start(std::size_t cpu, Thread& thread) {
  std::erase(ready_[thread.priority], &thread);
  thread.state = ThreadState::kRunning;
  ++thread.context_switches;
  running_[cpu] = &thread;
  const Departure left = std::exchange(left_[cpu], {});
  if (left.thread != thread.id)
    on_switch(cpu, left.thread, thread.id, &thread, left.thread ? left.why : "idle");
}

/// A preempted thread keeps its place at the head of its queue and the rest of its quantum.
void Scheduler::preempt() {
  for (;;) {
    std::size_t victim = running_.size();
    for (std::size_t cpu = 0; cpu < running_.size(); ++cpu) {
      const Thread* best = best_ready(cpu);
      if (!best || !running_[cpu] || best->priority <= running_[cpu]->priority) continue;
      if (victim == running_.size() || running_[cpu]->priority < running_[victim]->priority) victim = cpu;
    }
    if (victim == running_.size()) return;
    Thread& thread = *running_[victim];
    Thread& next = *best_ready(victim);
    running_[victim] = nullptr;
    left_[victim] = {thread.id, "preempted"};
    thread.state = ThreadState::kReady;
    ready_[thread.priority].push_front(&thread);
    start(victim, next);
  }
}

void Scheduler::dispatch() {
  needs_dispatch_ = false;
  for (std::size_t cpu = 0; cpu < running_.size(); ++cpu) {
    if (running_[cpu]) continue;
    if (Thread* thread = best_ready(cpu)) start(cpu, *thread);
  }
  preempt();
  for (std::size_t cpu = 0; cpu < running_.size(); ++cpu) {
    if (running_[cpu] || !left_[cpu].thread) continue;
    const Departure left = std::exchange(left_[cpu], {});
    on_switch(cpu, left.thread, 0, nullptr, left.why);
  }
}

bool Scheduler::is_idle() const {
  return std::none_of(running_.begin(), running_.end(), [](const Thread* thread) { return thread; });
}

}  // namespace dumplab::kernel
