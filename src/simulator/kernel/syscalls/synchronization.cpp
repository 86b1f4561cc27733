// SPDX-License-Identifier: MIT
#include "kernel/system_calls.h"

namespace dumplab::kernel {
namespace {

/// What SetEvent, ResetEvent and PulseEvent share: the previous state goes to `previous_at`.
template <typename Change>
Completion change_event(Kernel& kernel, SystemCall& call, std::uint32_t handle, std::uint32_t previous_at,
                        Change change) {
  nt::Status status;
  const auto event = find_object<Event>(call, handle, status);
  if (!event) return status;
  const std::uint32_t previous = event->signalled;
  if (previous_at && !call.process.space.write_value(previous_at, previous))
    return nt::Status::kAccessViolation;
  kernel.record(truth::Kind::kSignal, &call.thread, {handle}, "Event");
  change(*event);
  return nt::Status::kSuccess;
}

}  // namespace

Completion NtCreateEvent(Kernel& kernel, SystemCall& call) {
  constexpr std::uint32_t kSynchronizationEvent = 1;
  const auto [handle_at, access, attributes, type, initial] = call.arguments<5>();
  static_cast<void>(access), static_cast<void>(attributes);
  return return_handle(kernel, call, handle_at,
                       std::make_shared<Event>(type == kSynchronizationEvent, (initial & 0xff) != 0));
}

Completion NtSetEvent(Kernel& kernel, SystemCall& call) {
  const auto [handle, previous_at] = call.arguments<2>();
  return change_event(kernel, call, handle, previous_at, [&](Event& event) {
    event.signalled = true;
    kernel.satisfy_waiters(event);
  });
}

Completion NtResetEvent(Kernel& kernel, SystemCall& call) {
  const auto [handle, previous_at] = call.arguments<2>();
  return change_event(kernel, call, handle, previous_at, [](Event& event) { event.signalled = false; });
}

Completion NtClearEvent(Kernel& kernel, SystemCall& call) {
  const auto [handle] = call.arguments<1>();
  return change_event(kernel, call, handle, 0, [](Event& event) { event.signalled = false; });
}

Completion NtPulseEvent(Kernel& kernel, SystemCall& call) {
  const auto [handle, previous_at] = call.arguments<2>();
  return change_event(kernel, call, handle, previous_at, [&](Event& event) {
    event.signalled = true;
    kernel.satisfy_waiters(event);
    event.signalled = false;
  });
}

Completion NtCreateMutant(Kernel& kernel, SystemCall& call) {
  const auto [handle_at, access, attributes, initial_owner] = call.arguments<4>();
  static_cast<void>(access), static_cast<void>(attributes);
  auto mutant = std::make_shared<Mutant>();
  if (initial_owner & 0xff) {
    mutant->consume(call.thread);
    call.thread.mutants.push_back(mutant);
  }
  return return_handle(kernel, call, handle_at, std::move(mutant));
}

Completion NtReleaseMutant(Kernel& kernel, SystemCall& call) {
  const auto [handle, previous_at] = call.arguments<2>();
  nt::Status status;
  const auto mutant = find_object<Mutant>(call, handle, status);
  if (!mutant) return status;
  if (mutant->owner != &call.thread) return nt::Status::kMutantNotOwned;
  const auto previous = 1 - static_cast<std::int32_t>(mutant->recursion);
  if (previous_at && !call.process.space.write_value(previous_at, previous))
    return nt::Status::kAccessViolation;
  if (--mutant->recursion == 0) {
    mutant->owner = nullptr;
    std::erase(call.thread.mutants, mutant);
    kernel.record(truth::Kind::kSignal, &call.thread, {handle}, "Mutant");
    kernel.satisfy_waiters(*mutant);
  }
  return nt::Status::kSuccess;
}

Completion NtCreateSemaphore(Kernel& kernel, SystemCall& call) {
  const auto [handle_at, access, attributes, count, limit] = call.arguments<5>();
  static_cast<void>(access), static_cast<void>(attributes);
  const auto initial = static_cast<std::int32_t>(count), maximum = static_cast<std::int32_t>(limit);
  if (maximum <= 0 || initial < 0 || initial > maximum) return nt::Status::kInvalidParameter;
  return return_handle(kernel, call, handle_at, std::make_shared<Semaphore>(initial, maximum));
}

Completion NtReleaseSemaphore(Kernel& kernel, SystemCall& call) {
  const auto [handle, count, previous_at] = call.arguments<3>();
  nt::Status status;
  const auto semaphore = find_object<Semaphore>(call, handle, status);
  if (!semaphore) return status;
  const auto more = static_cast<std::int32_t>(count);
  if (more <= 0) return nt::Status::kInvalidParameter;
  if (more > semaphore->limit - semaphore->count) return nt::Status::kSemaphoreLimitExceeded;
  if (previous_at && !call.process.space.write_value(previous_at, semaphore->count))
    return nt::Status::kAccessViolation;
  semaphore->count += more;
  kernel.record(truth::Kind::kSignal, &call.thread, {handle}, "Semaphore");
  kernel.satisfy_waiters(*semaphore);
  return nt::Status::kSuccess;
}

}  // namespace dumplab::kernel
