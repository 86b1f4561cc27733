// SPDX-License-Identifier: MIT
#include "kernel/kernel.h"

namespace dumplab::kernel {

void Kernel::set_timer(const std::shared_ptr<Timer>& timer, std::uint64_t due, std::uint64_t period) {
  cancel_timer(*timer);
  timer->signalled = false;
  timer->armed = true;
  timer->due = due;
  timer->period = period;
  timer->due_number = due_.add(due, timer);
  scheduler_.request_dispatch();
}

void Kernel::cancel_timer(Timer& timer) {
  if (timer.armed) due_.remove(timer.due, timer.due_number);
  timer.armed = false;
}

void Kernel::expire(const std::shared_ptr<Timer>& timer) {
  timer->armed = false;
  timer->signalled = true;
  record(truth::Kind::kSignal, nullptr, {0}, "Timer");
  satisfy_waiters(*timer);
  if (timer->apc_thread) {
    UserApc apc = timer->apc;
    const std::uint64_t when = machine_.clock.system_time() - (now() - timer->due);
    apc.argument1 = static_cast<std::uint32_t>(when);
    apc.argument2 = static_cast<std::uint32_t>(when >> 32);
    queue_apc(*timer->apc_thread, apc);
  }
  if (!timer->period) return;
  timer->due += timer->period;
  timer->armed = true;
  timer->due_number = due_.add(timer->due, timer);
}

}  // namespace dumplab::kernel
