// SPDX-License-Identifier: MIT
#include <algorithm>

#include "kernel/kernel.h"
#include "x86/registers.h"

namespace dumplab::kernel {

Completion Kernel::wait(Thread& thread, WaitBlock block) {
  thread.wait = std::move(block);
  record(truth::Kind::kWaitStart, &thread, {thread.wait.objects.size(), thread.wait.due.value_or(0)},
         std::string(describe(thread.wait.reason)));
  if (!thread.wait.objects.empty() && try_satisfy(thread)) {
    const auto status = static_cast<nt::Status>(thread.context.gpr[x86::kEax]);
    thread.wait = {};
    return status;
  }
  if (thread.wait.due && *thread.wait.due <= now()) {
    thread.wait = {};
    return nt::Status::kTimeout;
  }
  for (const auto& object : thread.wait.objects) object->waiters.push_back(&thread);
  take_off_cpu(thread, "wait");
  thread.state = ThreadState::kWaiting;
  waiting_.push_back(&thread);
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

void Kernel::finish_wait(Thread& thread, nt::Status status) {
  for (const auto& object : thread.wait.objects) std::erase(object->waiters, &thread);
  std::erase(waiting_, &thread);
  thread.wait = {};
  thread.context.gpr[x86::kEax] = nt::code(status);
  record(truth::Kind::kWaitEnd, &thread, {nt::code(status)});
  make_ready(thread);
}

void Kernel::satisfy_waiters(Object& object) {
  const std::deque<Thread*> queue = object.waiters;  // satisfied threads leave the list
  for (Thread* thread : queue) {
    if (!object.is_signalled(*thread)) break;
    if (!try_satisfy(*thread)) continue;
    finish_wait(*thread, static_cast<nt::Status>(thread->context.gpr[x86::kEax]));
  }
}

void Kernel::expire_waits() {
  std::vector<Thread*> expired;
  for (Thread* thread : waiting_)
    if (thread->wait.due && *thread->wait.due <= now()) expired.push_back(thread);
  std::stable_sort(expired.begin(), expired.end(),
                   [](const Thread* a, const Thread* b) { return *a->wait.due < *b->wait.due; });
  for (Thread* thread : expired) {
    const bool delay = thread->wait.reason == WaitReason::kDelayExecution;
    finish_wait(*thread, delay ? nt::Status::kSuccess : nt::Status::kTimeout);
  }
}

std::optional<std::uint64_t> Kernel::next_due() const {
  std::optional<std::uint64_t> due;
  for (const Thread* thread : waiting_)
    if (thread->wait.due && (!due || *thread->wait.due < *due)) due = thread->wait.due;
  return due;
}

}  // namespace dumplab::kernel
