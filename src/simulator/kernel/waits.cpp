// SPDX-License-Identifier: MIT
#include <algorithm>

#include "kernel/kernel.h"
#include "x86/registers.h"

namespace dumplab::kernel {

Completion Kernel::wait(Thread& thread, WaitBlock block) {
  thread.wait = std::move(block);
  record(truth::Kind::kWaitStart, &thread, {thread.wait.objects.size(), thread.wait.due.value_or(0)},
         std::string(describe(thread.wait.reason)));
  const auto end_at_once = [&](nt::Status status) {
    thread.wait = {};
    record(truth::Kind::kWaitEnd, &thread, {nt::code(status)});
    return status;
  };
  if (!thread.wait.objects.empty() && try_satisfy(thread))
    return end_at_once(static_cast<nt::Status>(thread.context.gpr[x86::kEax]));
  if (thread.wait.alertable && std::exchange(thread.alerted, false)) return end_at_once(nt::Status::kAlerted);
  if (thread.wait.alertable && !thread.user_apcs.empty()) {
    thread.context.gpr[x86::kEax] = nt::code(end_at_once(nt::Status::kUserApc));
    deliver_apc(thread);
    return Completion(Completion::Kind::kContextReplaced);
  }
  if (thread.wait.due && *thread.wait.due <= now()) return end_at_once(nt::Status::kTimeout);
  for (const auto& object : thread.wait.objects) object->waiters.push_back(&thread);
  if (thread.wait.due) thread.wait.due_number = due_.add(*thread.wait.due, &thread);
  scheduler_.take_off(thread, "wait");
  thread.state = ThreadState::kWaiting;
  thread.in_wait = true;
  return Completion(Completion::Kind::kBlocked);
}

/// WaitAny takes the lowest signalled index, WaitAll everything at once or nothing. The status goes to EAX.
bool Kernel::try_satisfy(Thread& thread) {
  const auto& objects = thread.wait.objects;
  const auto signalled = [&](const auto& object) { return object->is_signalled(thread); };
  const auto consume = [&](const std::shared_ptr<Object>& object) {
    const bool abandoned = object->consume(thread);
    if (auto mutant = std::dynamic_pointer_cast<Mutant>(object); mutant && mutant->recursion == 1)
      thread.mutants.push_back(std::move(mutant));
    return abandoned;
  };
  if (thread.wait.all) {
    if (!std::all_of(objects.begin(), objects.end(), signalled)) return false;
    bool abandoned = false;
    for (const auto& object : objects) abandoned |= consume(object);
    thread.context.gpr[x86::kEax] = abandoned ? nt::code(nt::Status::kAbandoned) : 0;
    return true;
  }
  const auto first = std::find_if(objects.begin(), objects.end(), signalled);
  if (first == objects.end()) return false;
  const auto index = static_cast<std::uint32_t>(first - objects.begin());
  const bool abandoned = consume(*first);
  thread.context.gpr[x86::kEax] = index + (abandoned ? nt::code(nt::Status::kAbandoned) : 0);
  return true;
}

void Kernel::leave_wait(Thread& thread) {
  for (const auto& object : thread.wait.objects) std::erase(object->waiters, &thread);
  if (thread.in_wait && thread.wait.due) due_.remove(*thread.wait.due, thread.wait.due_number);
  thread.wait = {};
  thread.in_wait = false;
}

void Kernel::finish_wait(Thread& thread, nt::Status status, std::uint32_t increment) {
  leave_wait(thread);
  thread.context.gpr[x86::kEax] = nt::code(status);
  record(truth::Kind::kWaitEnd, &thread, {nt::code(status)});
  make_ready(thread, increment);
}

void Kernel::satisfy_waiters(Object& object, std::uint32_t increment) {
  const std::deque<Thread*> queue = object.waiters;  // satisfied threads leave the list
  for (Thread* thread : queue) {
    if (!object.is_signalled(*thread)) break;
    if (!try_satisfy(*thread)) continue;
    finish_wait(*thread, static_cast<nt::Status>(thread->context.gpr[x86::kEax]), increment);
  }
}

void Kernel::serve_due() {
  while (const auto entry = due_.take(now())) {
    if (Thread* const* thread = std::get_if<Thread*>(&*entry))
      expire(**thread);
    else if (const auto timer = std::get<std::weak_ptr<Timer>>(*entry).lock())
      expire(timer);
  }
}

void Kernel::expire(Thread& thread) {
  switch (thread.wait.reason) {
    case WaitReason::kExecutive:
      return finish_wait(thread, finish_transfer(thread), 1);
    case WaitReason::kDelayExecution:
      return finish_wait(thread, nt::Status::kSuccess);
    default:
      return finish_wait(thread, nt::Status::kTimeout);
  }
}

}  // namespace dumplab::kernel
