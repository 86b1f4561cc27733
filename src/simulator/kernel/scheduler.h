// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "base/saved.h"
#include "kernel/thread.h"

namespace dumplab::kernel {

inline constexpr std::uint32_t kPriorities = 32;
/// From here on priorities are real-time: never boosted.
inline constexpr std::uint32_t kFirstRealTimePriority = 16;

/// Who runs where, and who waits for a processor: 32 queues, first come first served, preemptive.
class Scheduler {
 public:
  struct Options {
    std::uint64_t quantum = 10'000;  ///< instructions
    bool boost = false;              ///< ended waits and starvation raise priorities below 16 for a while
  };

  Scheduler(std::size_t cpus, const Options& options) : options_(options), running_(cpus), left_(cpus) {}

  /// A thread that can go on. `increment`: what its wait was worth, counted only with `boost`.
  void make_ready(Thread& thread, std::uint32_t increment, std::uint64_t now);
  /// Takes the thread off its processor or out of its queue, for a reason that the switch will name.
  void take_off(Thread& thread, std::string_view why);
  /// The processor goes to the others first: to those of the same priority, or to any. False when there are
  /// none.
  bool yield(Thread& thread, bool same_priority_only, std::uint64_t now);
  /// The quantum of a running thread is over: the next of its priority gets the processor, or it goes on.
  void end_quantum(Thread& thread, std::uint64_t now);
  void set_priority(Thread& thread, std::uint32_t priority);
  /// Threads that were ready for three seconds and got no processor run at 15 for two quanta.
  void lift_starved(std::uint64_t now);

  /// Some processor has to get another thread: dispatch() is due.
  bool needs_dispatch() const { return needs_dispatch_; }
  void request_dispatch() { needs_dispatch_ = true; }
  /// Gives every processor its thread: the highest priority first, lower ones are preempted.
  void dispatch();

  Thread* running(std::size_t cpu) const { return running_[cpu]; }
  std::size_t cpus() const { return running_.size(); }
  bool is_idle() const;
  const Options& options() const { return options_; }

  /// A processor goes from one thread to another (0: idle), and why the first one left.
  std::function<void(std::size_t cpu, std::uint32_t from, std::uint32_t to, const Thread* thread,
                     const std::string& why)>
      on_switch;

 private:
  friend struct saved::Fields<Scheduler>;

  /// Who left a processor since the last dispatch.
  struct Departure {
    std::uint32_t thread = 0;
    std::string why;
  };

  Thread* best_ready(std::size_t cpu) const;
  void start(std::size_t cpu, Thread& thread);
  void preempt();

  Options options_;
  std::array<std::deque<Thread*>, kPriorities> ready_;
  std::vector<Thread*> running_;  ///< by processor; nullptr: idle
  std::vector<Departure> left_;   ///< by processor
  std::uint64_t next_balance_ = 0;
  bool needs_dispatch_ = true;
};

}  // namespace dumplab::kernel
